import { z } from 'zod';
import { tiers } from '../domain/entity/book.ts';
import { planItemKinds, planItemStatuses, reasonChip, skipReasons } from '../domain/entity/user.ts';
import { hiddenCodes } from '../domain/plan/hidden.ts';
import { base } from './base.ts';

export const planItemView = z.object({
  id: z.guid(),
  customerId: z.guid(),
  name: z.string(),
  addressAs: z.string(),
  tier: z.enum(tiers),
  kind: z.enum(planItemKinds),
  /** The post it answers. */
  momentId: z.guid().nullable(),
  /** The promise's or the post's text, or the SOP step's title; empty where the kind says it all. */
  subjectText: z.string(),
  /** A draft to copy, from the SOP step; empty where there is none. */
  draft: z.string(),
  /** The last thing the customer or the rep wrote, so that people look like people. */
  lastWords: z.string(),
  score: z.int(),
  minutes: z.number(),
  reasons: z.array(reasonChip),
  dueAt: z.string().nullable(),
  status: z.enum(planItemStatuses),
  statusAt: z.string().nullable(),
  skipReason: z.enum(skipReasons).nullable(),
  pending: z.boolean(),
});
export type PlanItemView = z.infer<typeof planItemView>;

export const planView = z.object({
  planId: z.guid(),
  planOn: z.iso.date(),
  builtAt: z.string(),
  startedAt: z.string().nullable(),
  closedAt: z.string().nullable(),
  reflection: z.string(),
  availableMinutes: z.int(),
  plannedMinutes: z.number(),
  items: z.array(planItemView),
  /** Customers not on the list, counted per reason. */
  hidden: z.array(z.object({ code: z.enum(hiddenCodes), customers: z.int() })),
  book: z.object({ customers: z.int() }),
});
export type PlanView = z.infer<typeof planView>;

const item = z.object({ id: z.guid() });

export const planContract = {
  /** Today's plan; builds it if there is none, rebuilds an unstarted one when the book changed. REFUSED NO_BOOK for lead and admin. */
  today: base.output(planView),
  /** Freezes the order. */
  start: base.output(planView),
  /** Marks done; with `touch`, logs it in the same mutation. A PROMISE is marked kept. */
  done: base
    .input(
      item.extend({
        touch: z
          .object({
            kind: z.enum(['chat', 'call', 'visit', 'comment', 'like', 'other']),
            body: z.string().max(20_000),
            replied: z.boolean().nullable(),
          })
          .optional(),
      }),
    )
    .output(z.void()),
  /**
   * Likes several posts of LIKE items, each a touch of its own, in one mutation. Those R4 does not allow stay open and
   * are named with the reason.
   */
  likeAll: base.input(z.object({ ids: z.array(z.guid()).min(1).max(200) })).output(
    z.object({
      liked: z.array(z.guid()),
      refused: z.array(z.object({ id: z.guid(), code: z.enum(hiddenCodes) })),
    }),
  ),
  /** Moves it to the end of today's list. */
  later: base.input(item).output(z.void()),
  skip: base.input(item.extend({ reason: z.enum(skipReasons) })).output(z.void()),
  /** Takes back done, later or skip, with whatever the same click wrote. */
  undo: base.input(item).output(z.void()),
  close: base.input(z.object({ reflection: z.string().max(2_000) })).output(planView),
  reopen: base.output(planView),
};
