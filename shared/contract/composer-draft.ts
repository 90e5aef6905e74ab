/** What is being written about a customer and not saved yet; it stays in the file of this device. */
import { z } from 'zod';
import { speakerRoles, talkRoles } from '../domain/capture/talk-note.ts';
import { momentKinds, touchClasses, touchKinds } from '../domain/entity/book.ts';
import { signalKinds } from '../domain/entity/care.ts';
import { stagedAttachment } from './attachment.ts';
import { proposalTarget } from './capture.ts';

const text = z.string().max(20_000);

export const composerTabs = ['note', 'touch', 'moment', 'signal', 'talk'] as const;
export const momentTimes = ['justNow', 'today', 'yesterday', 'dayBefore'] as const;

/** What was ticked and put right of the proposals, by their keys; files that were taken in. Earlier programs kept none. */
const proposalKeys = z.array(z.string()).max(1_000).default([]).catch([]);
// What cannot be read or is too much is let go of, and a tick stands for what was proposed: no text is lost with it.
const edited = z.record(z.string(), proposalTarget).default({}).catch({});
const files = z.array(stagedAttachment).max(20).default([]);

export const keptDraft = z.object({
  tab: z.enum(composerTabs),
  note: z.object({
    body: text,
    nextStep: text,
    dueAt: z.string().max(40).optional(),
    ...{ ticked: proposalKeys, edited, files },
  }),
  touch: z.object({
    kind: z.enum(touchKinds),
    touchClass: z.enum(touchClasses),
    body: text,
    replied: z.boolean().nullable(),
    // A draft of a former program says nothing of it.
    minutes: z.int().min(0).max(1_440).nullable().default(null),
  }),
  moment: z.object({
    kind: z.enum(momentKinds),
    body: text,
    posted: z.enum(momentTimes),
    liked: z.boolean(),
    comment: text,
    files,
  }),
  signal: z.object({ kind: z.enum(signalKinds), body: text }),
  /** As pasted, with who is who, and the places of the messages that are ticked. */
  talk: z.object({
    text: z.string().max(2_000_000),
    roles: z.record(z.string(), z.enum(speakerRoles)).default({}),
    turns: z.record(z.string(), z.enum(talkRoles)).default({}),
    messages: z.array(z.int().min(0)).max(100_000).default([]).catch([]),
    ...{ proposals: proposalKeys, edited, files },
  }),
});
export type KeptDraft = z.infer<typeof keptDraft>;
