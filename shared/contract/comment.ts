/** What the comment writer is given when it opens; it scores by itself from then on. */
import { z } from 'zod';
import { momentKinds } from '../domain/entity/book.ts';

/** `address`: how to address them; `note`: a word of the last note; `card`: a field; `tag`: a tag. */
const commentHint = z.object({ source: z.enum(['address', 'note', 'card', 'tag']), text: z.string() });
export type CommentHint = z.infer<typeof commentHint>;

export const commentDraft = z.object({
  body: z.string().max(5_000),
  /** When it was copied to be posted; null while it is being written. */
  copiedAt: z.iso.datetime({ precision: 3 }).nullable(),
});

export const commentWriter = z.object({
  customerId: z.guid(),
  event: z.object({
    kind: z.enum(momentKinds),
    body: z.string(),
    postedAt: z.string(),
    tags: z.array(z.string()).readonly(),
    facts: z.array(z.string()).readonly(),
    addresses: z.array(z.string()).readonly(),
    ownComments: z.array(z.string()).readonly(),
  }),
  hints: z.array(commentHint),
  lastNote: z.string(),
  /** The company's rows for the rules of comments; the page lays them over the defaults. */
  settings: z.array(z.object({ key: z.string(), value: z.json() })),
  /** Comments under this post, when the customer's posts were commented within 7 days, and own likes and comments of the hour, own comments of the day. */
  onPost: z.int(),
  recentAt: z.array(z.string()),
  actionsAt: z.array(z.string()),
  commentsAt: z.array(z.string()),
  draft: commentDraft,
});
export type CommentWriter = z.infer<typeof commentWriter>;
