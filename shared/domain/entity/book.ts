/** Entities of a book: the customers and all that hangs on them. They follow the customer, never the rep. */
import { z } from 'zod';
import type { CustomerId, Id, PersonId, PlanItemId, TagId } from '../id.ts';
import { added, boolean, choice, date, id, instant, integer, json, nullable, text } from './column.ts';
import { defineEntity, type Row } from './entity.ts';

export const tiers = ['A', 'B', 'C', 'N', 'NURTURE'] as const;
export type Tier = (typeof tiers)[number];

/** Trust stages 认识, 认可, 认定 (rules.md R16). */
export const trustStages = ['acquainted', 'approved', 'committed'] as const;
export type TrustStage = (typeof trustStages)[number];

/** 订单粉, 转介绍, 付费, 内容, 异业, 未知, 裂变 (rules.md R1). */
export const sources = ['order', 'referral', 'paid', 'content', 'partner', 'unknown', 'fission'] as const;
export type Source = (typeof sources)[number];

/** How we appear to a customer: 电子闺蜜, 行业专家, 私人顾问, 福利官 (E01, rules.md R12). */
export const personaKinds = ['bestie', 'expert', 'adviser', 'perks'] as const;

/**
 * Where a customer can be reached (B12): 公众号, 企业微信, SCRM, 会员中心, 商城中心, 个人微信, 视频号, phone. Kept in this order.
 */
export const presenceNodes = [
  'official_account',
  'wecom',
  'scrm',
  'member_center',
  'mall',
  'wechat',
  'channels',
  'phone',
] as const;
export type PresenceNode = (typeof presenceNodes)[number];

/** What the profile says at first sight (B04): 像真实客户, 看不出, 可疑. */
export const profileCues = ['genuine', 'unclear', 'doubtful'] as const;
export type ProfileCue = (typeof profileCues)[number];

/** How good a new customer looks after triage (B04). */
export const qualityGrades = ['high', 'medium', 'low'] as const;
export type QualityGrade = (typeof qualityGrades)[number];

export const customerStatuses = ['active', 'do_not_contact', 'blocked_us', 'deleted_us'] as const;
export const consents = ['full', 'service_only', 'none'] as const;

/** `yyyy-MM-dd`, or `--MM-dd` where the year is unknown. */
const birthday = /^(\d{4}|-)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** A merge stays one mutation. */
export const mergeRemovesAtMost = 1_000;

/** A set: each node once, in the order of {@link presenceNodes}, so that equal sets are equal values. */
const presence = z.array(z.enum(presenceNodes)).refine((nodes) => {
  const places = nodes.map((node) => presenceNodes.indexOf(node));
  return places.every((place, i) => i === 0 || place > places[i - 1]!);
}, 'NOT_A_SET');

/** Kept on the card that gave way: what the merge changed beside it. */
const mergeUndo = z.strictObject({
  at: z.iso.datetime({ precision: 3 }),
  /** `absorbedAt` of the other card before. */
  absorbedAt: z.iso.datetime({ precision: 3 }).nullable(),
  /** Fields of the other card. */
  fields: z.record(z.string().max(50), z.strictObject({ from: z.json(), to: z.json() })),
  /** Rows that said twice what the other card says too, deleted at `at`. */
  removed: z.array(z.strictObject({ entity: z.string().max(50), id: z.guid() })).max(mergeRemovesAtMost),
});
export type MergeUndo = z.infer<typeof mergeUndo>;

export const customer = defineEntity({
  name: 'customer',
  scope: 'book',
  write: 'patch',
  columns: {
    name: text(200, { patch: true }),
    /** How to address them in a message: 王姐, 刘总. Empty = by name. */
    addressAs: text(100, { patch: true }),
    nickname: text(200, { patch: true }),
    gender: nullable(choice(['female', 'male'], { patch: true })),
    birthdayOn: nullable({ kind: 'text', schema: z.string().regex(birthday), patchable: true }),
    company: text(200, { patch: true }),
    jobTitle: text(200, { patch: true }),
    city: text(100, { patch: true }),
    tier: choice(tiers, { patch: true }),
    trustStage: choice(trustStages, { patch: true }),
    source: choice(sources, { patch: true }),
    /** Strength of intent 0–3 (rules.md R6) and when it was last seen. */
    intent: integer(0, 3, { patch: true }),
    intentAt: nullable(instant({ patch: true })),
    status: choice(customerStatuses, { patch: true }),
    consent: choice(consents, { patch: true }),
    /** The day the rep and the customer became friends; starts the 14 days of tier N. */
    addedOn: date({ patch: true }),
    remark: text(5_000, { patch: true }),
    /** Hours in which this customer is not contacted, in minutes of the day; may go over midnight. */
    quietFrom: added(2, null, nullable(integer(0, 1_440, { patch: true }))),
    quietTo: added(2, null, nullable(integer(0, 1_440, { patch: true }))),
    /** Nothing proactive while a legal matter is open. */
    isLegalHold: added(2, false, boolean({ patch: true })),
    /** When a split brought the customer into this book; set by the server. A whole book's day is `book.receivedAt`. */
    receivedAt: added(2, null, nullable(instant())),
    personaKind: added(3, null, nullable(choice(personaKinds, { patch: true }))),
    /** What is better not said or given. */
    taboo: added(3, '', text(1_000, { patch: true })),
    presence: added(3, [], json(presence, { patch: true })),
    /** Platform × campaign × placement (B15), kept for life: a change is noted with its reason as `card_change`. */
    sourcePlatform: added(3, '', text(50, { patch: true })),
    sourceCampaign: added(3, '', text(100, { patch: true })),
    sourcePlacement: added(3, '', text(100, { patch: true })),
    /** What the intent is for, whether they said so or it was read from signs, and the words that show it (B03). */
    intentProduct: added(3, '', text(200, { patch: true })),
    intentBasis: added(3, null, nullable(choice(['stated', 'inferred'], { patch: true }))),
    intentNote: added(3, '', text(500, { patch: true })),
    /** The three taps of a new customer (B04), and when they were made; null = not yet. */
    cue: added(3, null, nullable(choice(profileCues, { patch: true }))),
    grade: added(3, null, nullable(choice(qualityGrades, { patch: true }))),
    triagedAt: added(3, null, nullable(instant({ patch: true }))),
    /** The day a person set for the next touch, why, and when they set it: it holds until something is done. */
    nextOn: added(4, null, nullable(date({ patch: true }))),
    nextReason: added(4, '', text(200, { patch: true })),
    nextSetAt: added(4, null, nullable(instant({ patch: true }))),
    /** The card this one became part of (SPEC MERGE rules); set together with `deletedAt`. */
    mergedIntoId: added(4, null, nullable(id<CustomerId>({ patch: true }))),
    /** What taking the merge back goes back to; there exactly where `mergedIntoId` is. */
    mergeUndo: added(4, null, nullable(json(mergeUndo, { patch: true }))),
    /** When another card became part of this one; so a deletion that has not seen it is a conflict. */
    absorbedAt: added(4, null, nullable(instant({ patch: true }))),
    /** Balance of the member points as the shop's system last told it; null = not known. */
    points: added(4, null, nullable(integer(0, 1_000_000_000, { patch: true }))),
  },
});

export const contactKinds = ['phone', 'wechat', 'email', 'address', 'other'] as const;

export const contactPoint = defineEntity({
  name: 'contact_point',
  scope: 'book',
  write: 'patch',
  columns: {
    customerId: id<CustomerId>(),
    kind: choice(contactKinds, { patch: true }),
    /** As given; matching uses phone.ts. */
    value: text(1_000, { patch: true }),
    label: text(100, { patch: true }),
  },
});

/** A tag on a customer: from the dictionary (`tagId`) or private (`tagId` null). `name` is the text shown. */
export const customerTag = defineEntity({
  name: 'customer_tag',
  scope: 'book',
  write: 'insert',
  columns: {
    customerId: id<CustomerId>(),
    tagId: nullable(id<TagId>()),
    name: text(50),
    /** The last day it holds. */
    expiresOn: added(3, null, nullable(date())),
    reason: added(3, '', text(200)),
  },
});

export const note = defineEntity({
  name: 'note',
  scope: 'book',
  write: 'insert',
  columns: {
    customerId: id<CustomerId>(),
    body: text(20_000),
    happenedAt: instant(),
    /** `import`: carried over from a file; it is history, not something the rep did that day. */
    origin: choice(['rep', 'import']),
  },
});

export const touchKinds = ['chat', 'call', 'visit', 'comment', 'like', 'other'] as const;
export type TouchKind = (typeof touchKinds)[number];
export const touchClasses = ['care', 'service', 'promo'] as const;
export type TouchClass = (typeof touchClasses)[number];

/** Something done for a customer. */
export const touch = defineEntity({
  name: 'touch',
  scope: 'book',
  write: 'patch',
  columns: {
    customerId: id<CustomerId>(),
    kind: choice(touchKinds),
    touchClass: choice(touchClasses),
    body: text(20_000),
    happenedAt: instant(),
    minutes: nullable(integer(0, 1_440)),
    /** Null while nobody knows; becomes true when the customer answers. */
    replied: nullable(boolean({ patch: true })),
    momentId: nullable(id<Id<'moment'>>()),
    planItemId: nullable(id<PlanItemId>()),
    /** The 走心 score of a comment on a moment (rules.md R9); null for everything else. */
    quality: added(2, null, nullable(integer(0, 100))),
    /** What shows that it was done, where a step asks for it: text pasted from the talk. */
    evidence: added(2, '', text(20_000)),
  },
});

export const momentKinds = [
  'family',
  'travel',
  'work',
  'health',
  'mood',
  'achievement',
  'complaint',
  'other',
] as const;

/** Something the customer posted, in the rep's words. */
export const moment = defineEntity({
  name: 'moment',
  scope: 'book',
  write: 'insert',
  columns: {
    customerId: id<CustomerId>(),
    kind: choice(momentKinds),
    body: text(20_000),
    /** When it was posted, as well as the rep could tell. */
    postedAt: instant(),
  },
});

/** Something we said we would do, with its time. Kept in time, kept late, or cancelled. */
export const promise = defineEntity({
  name: 'promise',
  scope: 'book',
  write: 'patch',
  columns: {
    customerId: id<CustomerId>(),
    body: text(2_000, { patch: true }),
    dueAt: instant({ patch: true }),
    status: choice(['open', 'kept', 'cancelled'], { patch: true }),
    closedAt: nullable(instant({ patch: true })),
  },
});

export const customerOrder = defineEntity({
  name: 'customer_order',
  scope: 'book',
  write: 'patch',
  columns: {
    customerId: id<CustomerId>(),
    product: text(200, { patch: true }),
    quantity: integer(1, 1_000_000, { patch: true }),
    /** Net paid and margin in fen (1/100 元). */
    paidFen: integer(-100_000_000_000, 100_000_000_000, { patch: true }),
    marginFen: integer(-100_000_000_000, 100_000_000_000, { patch: true }),
    orderedOn: date({ patch: true }),
    /** What the shop calls the order: the same number is the same order, wherever it is read again. */
    orderNo: added(4, '', text(100, { patch: true })),
  },
});

/** A late value that was not allowed to overwrite a newer one. The server inserts it; a person takes or dismisses it. */
export const conflict = defineEntity({
  name: 'conflict',
  scope: 'book',
  write: 'patch',
  columns: {
    entity: text(50),
    rowId: id<Id<string>>(),
    customerId: nullable(id<CustomerId>()),
    field: text(50),
    keptValue: json(z.json()),
    /** Who wrote the kept value, and when by that device's clock; null where nobody knows. */
    keptBy: nullable(id<PersonId>()),
    keptAt: nullable(instant()),
    lateValue: json(z.json()),
    lateBy: nullable(id<PersonId>()),
    lateAt: instant(),
    status: choice(['open', 'taken', 'dismissed'], { patch: true }),
  },
});

export type Customer = Row<typeof customer>;
export type ContactPoint = Row<typeof contactPoint>;
export type CustomerTag = Row<typeof customerTag>;
export type Note = Row<typeof note>;
export type Touch = Row<typeof touch>;
export type Moment = Row<typeof moment>;
export type Promised = Row<typeof promise>;
export type CustomerOrder = Row<typeof customerOrder>;
export type Conflict = Row<typeof conflict>;
