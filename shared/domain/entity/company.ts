/** Entities of the company scope: written by commands on the server, read everywhere. */
import { z } from 'zod';
import type { PersonId, TagId, TeamId } from '../id.ts';
import { added, boolean, choice, date, id, instant, integer, json, nullable, text } from './column.ts';
import { audience } from '../segment/audience.ts';
import { tiers } from './book.ts';
import { defineEntity, type Row } from './entity.ts';

export const roles = ['rep', 'lead', 'admin'] as const;
export type Role = (typeof roles)[number];

export const person = defineEntity({
  name: 'person',
  scope: 'company',
  write: 'command',
  columns: {
    name: text(100),
    account: text(100),
    role: choice(roles),
    teamId: nullable(id<TeamId>()),
    status: choice(['active', 'left']),
  },
});

export const team = defineEntity({
  name: 'team',
  scope: 'company',
  write: 'command',
  columns: { name: text(100) },
});

/** The directory of books. The book's id is also the id of its scope. */
export const book = defineEntity({
  name: 'book',
  scope: 'company',
  write: 'command',
  columns: {
    name: text(100),
    ownerId: nullable(id<PersonId>()),
    /** When the present owner received it from another one, and from whom; null for the first owner. */
    receivedAt: added(2, null, nullable(instant())),
    formerOwnerId: added(2, null, nullable(id<PersonId>())),
  },
});

export const tag = defineEntity({
  name: 'tag',
  scope: 'company',
  write: 'command',
  columns: {
    name: text(50),
    groupName: text(50),
    ordinal: integer(0, 10_000),
    /** A customer carries one tag of the group at a time; the same for all of a group. */
    isExclusive: added(3, false, boolean()),
    /** How long it holds unless said otherwise when it is put on; null: for good. */
    validDays: added(3, null, nullable(integer(1, 3_650))),
    /** Whoever puts it on says why; the same for all of a group. */
    asksReason: added(4, false, boolean()),
    /** From then on it is not put on any more; who carries it keeps it. */
    retiredAt: added(4, null, nullable(instant())),
    /** The tag it became: whoever carries this one carries that one. Never a tag that became another itself. */
    mergedIntoId: added(4, null, nullable(id<TagId>())),
    /** What it was called before, the newest last: filters and views that say so mean it. */
    formerNames: added(4, [], json(z.array(z.string().max(50)).max(20))),
  },
});

export const contentKinds = ['opener', 'care', 'comment', 'service', 'promo', 'answer'] as const;

export const contentItem = defineEntity({
  name: 'content_item',
  scope: 'company',
  write: 'command',
  columns: {
    kind: choice(contentKinds),
    title: text(200),
    body: text(5_000),
    /** The customer question it answers, in the customer's words; may be empty. */
    concern: text(200),
    ordinal: integer(0, 100_000),
    /** An offer: its first and last day, either open where null; no offer where both are. */
    offerFromOn: added(3, null, nullable(date())),
    offerToOn: added(3, null, nullable(date())),
    /** The tag of the customers it is meant for, by name; empty: for everybody. */
    offerTag: added(3, '', text(50)),
    /** The tiers of the customers it is meant for; empty: every tier. */
    offerTiers: added(4, [], json(z.array(z.enum(tiers)).max(tiers.length))),
    /** For those who bought this product, by its name on the order; empty: for everybody. */
    offerProduct: added(4, '', text(200)),
    /** The saved segment of those it is meant for; null: everybody. */
    offerFor: added(4, null, nullable(json(audience))),
  },
});

export const sopChannels = ['chat', 'comment', 'like'] as const;

export const sopStep = z.strictObject({
  offsetDays: z.int().min(0).max(3650),
  title: z.string().max(200),
  body: z.string().max(2_000),
  touchClass: z.enum(['care', 'service', 'promo']),
  hard: z.boolean(),
  minutes: z.number().min(0).max(240),
  /** Done only with something that shows it. */
  evidence: z.boolean().optional(),
  /** How it reaches the customer; left out: in a chat. */
  channel: z.enum(sopChannels).optional(),
  /** Hours before and after the start of its day; left out: `sop.windowBeforeHours` and `sop.windowHours`. */
  windowHours: z.tuple([z.int().min(0).max(720), z.int().min(0).max(720)]).optional(),
});
export type SopStep = z.infer<typeof sopStep>;

export const sopPurposes = ['service', 'new', 'deal', 'care', 'promo'] as const;

/**
 * What puts a customer on a SOP: being new, an order, silence (no reply to `silence.stopAfter`), a hand-over, a key date, that a
 * recommendation may be asked for; `hand`: the rep alone.
 */
export const sopTriggers = [
  'newCustomer',
  'order',
  'silence',
  'handover',
  'keyDate',
  'referral',
  'hand',
] as const;
export type SopTrigger = (typeof sopTriggers)[number];

export const sop = defineEntity({
  name: 'sop',
  scope: 'company',
  write: 'command',
  columns: {
    /** Stable code such as NEW-14; together with `edition` it names one published SOP. */
    code: text(50),
    name: text(100),
    purpose: choice(sopPurposes),
    edition: integer(1, 10_000),
    steps: json(z.array(sopStep).max(50)),
    /** Null: what the starter of this code has (sop/bank.ts). */
    startsBy: added(4, null, nullable(choice(sopTriggers))),
    /** Who starts on this day or later is on this edition, until the next one's day; null: since ever. */
    fromOn: added(4, null, nullable(date())),
    /** How many days before a key date it begins; null: `keyDate.leadDays`. */
    leadDays: added(4, null, nullable(integer(0, 60))),
    /** Begins by itself for the customers of this saved segment alone, and ends for who leaves it; null: for everybody. */
    startsFor: added(4, null, nullable(json(audience))),
    /** Of the newest edition: from then on nobody is put on the SOP; who is on it stays. */
    retiredAt: added(4, null, nullable(instant())),
  },
});

/**
 * Replaces a default of the rules; keys are those of setting.ts. For the whole company, or for one team or person: the
 * narrower row wins.
 */
export const setting = defineEntity({
  name: 'setting',
  scope: 'company',
  write: 'command',
  columns: {
    key: text(100),
    value: json(z.json()),
    teamId: added(2, null, nullable(id<TeamId>())),
    personId: added(2, null, nullable(id<PersonId>())),
  },
});

export type Person = Row<typeof person>;
export type Book = Row<typeof book>;
export type Tag = Row<typeof tag>;
export type ContentItem = Row<typeof contentItem>;
export type Sop = Row<typeof sop>;
export type SettingRow = Row<typeof setting>;
