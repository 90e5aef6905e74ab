/** One customer's history, entry by entry. */
import { z } from 'zod';
import { momentKinds, touchClasses, touchKinds } from '../domain/entity/book.ts';
import { promiseOutcomes } from '../domain/card/promise-outcome.ts';
import { commentGrades } from '../domain/comment/grade.ts';
import { dealStatuses } from '../domain/entity/deal.ts';
import { signalKinds } from '../domain/entity/care.ts';
import { changedFields } from '../domain/entity/profile.ts';
import { appointmentStatuses } from './appointment.ts';

/** What followed a post: the comment, the talk about it, and whether the talk was answered; null = not yet. */
export const momentChain = z.object({
  commentedAt: z.string().nullable(),
  talkedAt: z.string().nullable(),
  replied: z.boolean(),
});

const entryBase = {
  id: z.guid(),
  at: z.string(),
  authorName: z.string().nullable(),
  /** Written by the person who is signed in. */
  own: z.boolean(),
  late: z.boolean(),
  pending: z.boolean(),
};
export const timelineEntry = z.discriminatedUnion('type', [
  z.object({ ...entryBase, type: z.literal('note'), body: z.string() }),
  z.object({
    ...entryBase,
    type: z.literal('touch'),
    kind: z.enum(touchKinds),
    touchClass: z.enum(touchClasses),
    body: z.string(),
    replied: z.boolean().nullable(),
    momentId: z.guid().nullable(),
    /** Of a comment that was scored. */
    score: z.object({ quality: z.int(), grade: z.enum(commentGrades) }).nullable(),
  }),
  z.object({
    ...entryBase,
    type: z.literal('moment'),
    kind: z.enum(momentKinds),
    body: z.string(),
    liked: z.boolean(),
    commented: z.boolean(),
    /** There is the draft of a comment. */
    drafted: z.boolean(),
    chain: momentChain,
  }),
  z.object({
    ...entryBase,
    type: z.literal('order'),
    product: z.string(),
    quantity: z.int(),
    paidFen: z.int(),
  }),
  /** That it was written down; what became of it since. */
  z.object({
    ...entryBase,
    type: z.literal('deal'),
    product: z.string(),
    amountFen: z.int(),
    status: z.enum(dealStatuses),
  }),
  z.object({
    ...entryBase,
    type: z.literal('promise'),
    body: z.string(),
    dueAt: z.string(),
    outcome: z.enum(promiseOutcomes),
  }),
  z.object({
    ...entryBase,
    type: z.literal('appointment'),
    body: z.string(),
    place: z.string(),
    status: z.enum(appointmentStatuses),
  }),
  z.object({
    ...entryBase,
    type: z.literal('signal'),
    kind: z.enum(signalKinds),
    body: z.string(),
  }),
  z.object({
    ...entryBase,
    type: z.literal('change'),
    field: z.enum(changedFields),
    fromValue: z.string(),
    toValue: z.string(),
    body: z.string(),
    /** Nobody changed it: a rule did. */
    byRule: z.boolean(),
  }),
  /** The customer came to another person: alone (`moved`) or with the whole book. `authorName`: to whom. */
  z.object({ ...entryBase, type: z.literal('owner'), how: z.enum(['moved', 'received']) }),
]);
export const timelineTypes = [
  'note',
  'touch',
  'moment',
  'order',
  'deal',
  'promise',
  'appointment',
  'signal',
  'change',
  'owner',
] as const;
export type TimelineType = (typeof timelineTypes)[number];
export type TimelineEntry = z.infer<typeof timelineEntry>;
