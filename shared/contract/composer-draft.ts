/** What is being written about a customer and not saved yet; it stays in the file of this device. */
import { z } from 'zod';
import { momentKinds, touchClasses, touchKinds } from '../domain/entity/book.ts';
import { signalKinds } from '../domain/entity/care.ts';

const text = z.string().max(20_000);

export const composerTabs = ['note', 'touch', 'moment', 'signal', 'talk'] as const;
export const momentTimes = ['justNow', 'today', 'yesterday', 'dayBefore'] as const;

/** Without files and ticks: those are of the moment. */
export const keptDraft = z.object({
  tab: z.enum(composerTabs),
  note: z.object({ body: text, nextStep: text, dueAt: z.string().max(40).optional() }),
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
  }),
  signal: z.object({ kind: z.enum(signalKinds), body: text }),
  /** As pasted. */
  talk: z.object({ text: z.string().max(2_000_000) }),
});
export type KeptDraft = z.infer<typeof keptDraft>;
