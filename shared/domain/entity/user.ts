/** Entities of a user scope: one person's day plans. */
import { z } from 'zod';
import type { BookId, CustomerId, PlanId } from '../id.ts';
import { added, choice, date, id, instant, integer, json, nullable, text } from './column.ts';
import { defineEntity, type Row } from './entity.ts';

/** One working day of one rep. Its id is derived from person and date, so device and server make the same one. */
export const plan = defineEntity({
  name: 'plan',
  scope: 'user',
  write: 'patch',
  columns: {
    planOn: date(),
    builtAt: instant(),
    /** Start freezes the order. */
    startedAt: nullable(instant({ patch: true })),
    closedAt: nullable(instant({ patch: true })),
    /** The rep's 30-second 复盘 at close. */
    reflection: text(2_000, { patch: true }),
    /** Minutes available and planned (rules.md R7). */
    availableMinutes: integer(0, 1_440),
    listHash: text(64),
    /** The server makes the plan of a rep whose device did not by the start of the working day. */
    madeBy: added(2, 'device', choice(['device', 'server'], { patch: true })),
    /** When the rep first saw it; null while nobody did. */
    openedAt: added(2, null, nullable(instant({ patch: true }))),
  },
});

/** Candidate types of rules.md R5; the four first ones were there from the start, the others came with protocol 2. */
export const planItemKinds = [
  'PROMISE',
  'GAP',
  'SOP_HARD',
  'SOP_SOFT',
  'REPLY',
  'SERVICE',
  'HANDOVER',
  'APPT',
  'KEYDATE',
  'MOMENT_COMMENT',
  'TO_CHAT',
  'REPURCHASE',
  'PATROL',
  'SURPRISE',
  'LIKE',
  'REFERRAL',
  'NPS',
  'PROMO',
  'CARD_FIX',
] as const;
export type PlanItemKind = (typeof planItemKinds)[number];

export const planItemStatuses = ['open', 'done', 'later', 'skipped'] as const;
export type PlanItemStatus = (typeof planItemStatuses)[number];

/** rules.md R11: the first four excuse the item, the last three do not. */
export const skipReasons = [
  'contacted_us',
  'asked_not_now',
  'duplicate',
  'wrong_data',
  'no_time',
  'dont_know_how',
  'forgot',
] as const;
export type SkipReason = (typeof skipReasons)[number];

/** Why the item is on the list, as data the page turns into a chip (at most three, rules.md R7.10). */
export const reasonChip = z.strictObject({
  code: z.string().max(50),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type ReasonChip = z.infer<typeof reasonChip>;

export const planItem = defineEntity({
  name: 'plan_item',
  scope: 'user',
  write: 'patch',
  columns: {
    planId: id<PlanId>(),
    planOn: date(),
    bookId: id<BookId>(),
    customerId: id<CustomerId>(),
    kind: choice(planItemKinds),
    /** What it refers to: see `plan/subject.ts`; empty where the kind and the customer say it all. */
    subject: text(100),
    score: integer(-100_000, 100_000),
    ordinal: integer(0, 100_000, { patch: true }),
    /** Estimated minutes × 10, so that 0.3 minutes stays a whole number. */
    deciMinutes: integer(0, 14_400),
    reasons: json(z.array(reasonChip).max(3)),
    dueAt: nullable(instant()),
    /** Done after this instant counts as late (rules.md R2, R11). */
    lateAfterAt: instant(),
    status: choice(planItemStatuses, { patch: true }),
    statusAt: nullable(instant({ patch: true })),
    skipReason: nullable(choice(skipReasons, { patch: true })),
    /** Came onto the list after it was started (rules.md R7.8); null for what was on it from the start. */
    insertedAt: added(2, null, nullable(instant())),
    /** Gave way to an inserted item (已让位): still there, after everything else. */
    displacedAt: added(2, null, nullable(instant({ patch: true }))),
    /** Set with `displacedAt` where it was taken off a started list: why, see plan/hidden.ts; null: it gave way. */
    offCode: added(4, null, nullable(text(50, { patch: true }))),
  },
});

/** Days away, first and last one included. SOP clocks stand still (rules.md R7.9). */
export const leave = defineEntity({
  name: 'leave',
  scope: 'user',
  write: 'patch',
  since: 2,
  columns: {
    fromOn: date({ patch: true }),
    toOn: date({ patch: true }),
    /** `rest`: an ordinary day off, such as a weekend; `leave`: away. */
    kind: choice(['leave', 'rest'], { patch: true }),
  },
});

/** Minutes of a day that go to something else than the list (rules.md R7). */
export const meeting = defineEntity({
  name: 'meeting',
  scope: 'user',
  write: 'patch',
  since: 2,
  columns: {
    meetOn: date({ patch: true }),
    title: text(200, { patch: true }),
    minutes: integer(1, 1_440, { patch: true }),
  },
});

export type Plan = Row<typeof plan>;
export type PlanItem = Row<typeof planItem>;
