import { z } from 'zod';
import { addDirections } from '../domain/entity/account.ts';
import {
  consents,
  contactKinds,
  customerStatuses,
  personaKinds,
  presenceNodes,
  profileCues,
  qualityGrades,
  sources,
  tiers,
  trustStages,
} from '../domain/entity/book.ts';
import { keyDateKinds } from '../domain/entity/care.ts';
import { customerFilter, customerSort, sortsAtMost } from '../domain/list-view.ts';
import { appointmentView } from './appointment.ts';
import { base } from './base.ts';
import {
  duplicateView,
  cardInsight,
  interestView,
  needView,
  relationView,
  triageFields,
  triageState,
} from './card.ts';
import { keptDraft } from './composer-draft.ts';
import { householdMemberView } from './household.ts';
import { keyDateView } from './key-date.ts';
import { excerpt, hitEntities, hitFields } from './search.ts';
import { signalView } from './signal.ts';
import { timelineEntry, timelineTypes } from './timeline.ts';

/** What further columns of the list show. */
const listFacts = z.object({
  /** Date of the last order; null without any. */
  lastOrderOn: z.string().nullable(),
  openPromises: z.int(),
  /** The next birthday or other day of the year. */
  keyDate: z.object({ kind: z.enum(keyDateKinds), label: z.string(), on: z.string() }).nullable(),
  /** Other customers of the household. */
  household: z.int(),
  /** How much of the portrait is filled in, 0–100 (C04). */
  portrait: z.int(),
  /** The change that brought the tier (R1); null where none is known. A rule gives no reason and has no name. */
  tierWhy: z
    .object({ on: z.string(), byRule: z.boolean(), byName: z.string().nullable(), reason: z.string() })
    .nullable(),
});
export type ListFacts = z.infer<typeof listFacts>;

/** One line of the customer list. Kept small: a book of 20,000 is sent as one answer. */
export const customerLine = z.object({
  id: z.guid(),
  name: z.string(),
  addressAs: z.string(),
  company: z.string(),
  city: z.string(),
  tier: z.enum(tiers),
  trustStage: z.enum(trustStages),
  status: z.enum(customerStatuses),
  tags: z.array(z.string()),
  addedOn: z.string(),
  /** Last chat, call, visit or comment; likes do not count. */
  lastTouchAt: z.string().nullable(),
  /** The day the rhythm of R2 asks for the next touch; null where none is due (do-not-contact …). */
  nextTouchOn: z.string().nullable(),
  pending: z.boolean(),
  /** Only where the list is asked for it (`withFacts`). */
  facts: listFacts.optional(),
  /** While something is searched for: why they were found, of the first 300 lines. A phone number as in search.find. */
  hit: excerpt.extend({ field: z.enum([...hitFields, ...hitEntities]) }).nullable(),
});
export type CustomerLine = z.infer<typeof customerLine>;

const nextDay = z.object({
  on: z.iso.date().nullable(),
  reason: z.string().trim().max(200),
  setAt: z.string().nullable().optional(),
});
export type NextDay = z.infer<typeof nextDay>;

export const customerFields = z.object({
  name: z.string().trim().min(1).max(200),
  addressAs: z.string().max(100),
  nickname: z.string().max(200),
  gender: z.enum(['female', 'male']).nullable(),
  birthdayOn: z
    .string()
    .regex(/^(\d{4}|-)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
    .nullable(),
  company: z.string().max(200),
  jobTitle: z.string().max(200),
  city: z.string().max(100),
  tier: z.enum(tiers),
  trustStage: z.enum(trustStages),
  source: z.enum(sources),
  intent: z.int().min(0).max(3),
  status: z.enum(customerStatuses),
  consent: z.enum(consents),
  addedOn: z.iso.date(),
  remark: z.string().max(5_000),
  /** The customer's own quiet hours in minutes of the day, both or neither; may go over midnight. */
  quietFrom: z.int().min(0).max(1_440).nullable(),
  quietTo: z.int().min(0).max(1_440).nullable(),
  /** Changed by a lead or an admin only: FORBIDDEN for a rep. */
  isLegalHold: z.boolean(),
  personaKind: z.enum(personaKinds).nullable(),
  taboo: z.string().max(1_000),
  /** A set, in the order of the nodes. */
  presence: z.array(z.enum(presenceNodes)),
  sourcePlatform: z.string().trim().max(50),
  sourceCampaign: z.string().trim().max(100),
  sourcePlacement: z.string().trim().max(100),
  intentProduct: z.string().trim().max(200),
  intentBasis: z.enum(['stated', 'inferred']).nullable(),
  intentNote: z.string().trim().max(500),
  cue: z.enum(profileCues).nullable(),
  grade: z.enum(qualityGrades).nullable(),
});
export type CustomerFields = z.infer<typeof customerFields>;

export const contactPointView = z.object({
  id: z.guid(),
  kind: z.enum(contactKinds),
  value: z.string(),
  label: z.string(),
  pending: z.boolean(),
});
export const customerTagView = z.object({
  id: z.guid(),
  name: z.string(),
  tagId: z.guid().nullable(),
  /** Why, by whom and when it was put on, and the last day it holds. */
  reason: z.string(),
  byName: z.string().nullable(),
  at: z.string(),
  expiresOn: z.string().nullable(),
  pending: z.boolean(),
});
export const promiseView = z.object({
  id: z.guid(),
  body: z.string(),
  dueAt: z.string(),
  status: z.enum(['open', 'kept', 'cancelled']),
  closedAt: z.string().nullable(),
  pending: z.boolean(),
});

export const customerCard = customerFields.extend({
  id: z.guid(),
  bookId: z.guid(),
  deletedAt: z.string().nullable(),
  createdAt: z.string(),
  intentAt: z.string().nullable(),
  triagedAt: z.string().nullable(),
  contactPoints: z.array(contactPointView),
  tags: z.array(customerTagView),
  promises: z.array(promiseView),
  /** Open ones first, then the newest. */
  signals: z.array(signalView),
  /** Planned ones first, then the newest. */
  appointments: z.array(appointmentView),
  /** The others of the household; empty where nobody shares it. */
  household: z.array(householdMemberView),
  /** Open ones first. */
  needs: z.array(needView),
  /** The strongest first. */
  interests: z.array(interestView),
  relations: z.array(relationView),
  /** The next one first. */
  keyDates: z.array(keyDateView),
  purchases: z.object({ count: z.int(), paidFen: z.int(), lastOn: z.string().nullable() }),
  /** Touches of the last 90 days by class, for the care : promo ratio. */
  touchMix: z.object({ care: z.int(), service: z.int(), promo: z.int() }),
  lastTouchAt: z.string().nullable(),
  nextTouchOn: z.string().nullable(),
  /** Cards that became part of this one, the newest first; `undoUntil` null: that can no longer be taken back. */
  merged: z.array(
    z.object({ id: z.guid(), name: z.string(), at: z.string(), undoUntil: z.string().nullable() }),
  ),
  openConflicts: z.int(),
  /** The open ones, each with the row and the field it is about. */
  conflicts: z.array(z.object({ id: z.guid(), rowId: z.guid(), field: z.string() })),
  pending: z.boolean(),
  /** Fields of the card itself whose change waits for the server. */
  pendingFields: z.array(z.string()),
});
export type CustomerCard = z.infer<typeof customerCard>;

export const tagView = z.object({
  name: z.string(),
  /** Null for a private one. */
  tagId: z.guid().nullable(),
  groupName: z.string(),
  /** On this device. */
  customers: z.int(),
  isExclusive: z.boolean(),
  validDays: z.int().nullable(),
  /** Whoever gives it says why. */
  asksReason: z.boolean(),
  /** Given to nobody new. */
  isRetired: z.boolean(),
});
export type TagView = z.infer<typeof tagView>;

const customerId = z.object({ customerId: z.guid() });

export const customerContract = {
  /**
   * Every matching line, sorted. Names sort by pinyin. `total` counts the customers there are without any search and
   * filter (共 412 位 · 已筛出 37); deleted ones do not count.
   */
  list: base
    .input(
      z.object({
        filter: customerFilter,
        sort: customerSort,
        /** Settle ties of the first. */
        ties: z
          .array(customerSort)
          .max(sortsAtMost - 1)
          .optional(),
        /** Each line with the facts of the further columns. */
        withFacts: z.boolean().optional(),
      }),
    )
    /** `isPartial`: of what was written only the newest 3,000 places with these words were looked at. */
    .output(z.object({ lines: z.array(customerLine), total: z.int(), isPartial: z.boolean() })),
  get: base.input(customerId).output(customerCard),
  /** Creates in the person's own book (REFUSED NO_BOOK where there is none). */
  create: base
    .input(
      z.object({
        fields: customerFields.partial().required({ name: true }),
        phone: z.string().max(100).optional(),
        wechat: z.string().max(100).optional(),
        tags: z.array(z.string().trim().min(1).max(50)).max(50).optional(),
        /** Friends since today: who asked whom. It counts as a friend added (rules.md R4). */
        add: z.enum(addDirections).optional(),
      }),
    )
    .output(customerId.extend({ addId: z.guid().nullable() })),
  /**
   * REFUSED REASON_MISSING: another tier, another trust stage than the one its signs speak for (R16), or another source
   * than the one that was set (B15), without a `reason`. Such a change stays in the history.
   */
  patch: base
    .input(customerId.extend({ fields: customerFields.partial(), reason: z.string().max(500).optional() }))
    .output(customerCard),
  /** Takes back the last such change, while its value still stands. */
  undoChange: base
    .input(customerId.extend({ field: z.enum(['trustStage', 'source', 'tier']) }))
    .output(customerCard),
  /**
   * The day of the next touch by hand; null: by the rhythm again. It holds until a chat, call or visit. `setAt`: for taking
   * a change back with `former`; absent: now.
   */
  setNext: base.input(customerId.extend({ next: nextDay })).output(z.object({ former: nextDay })),
  /** The three taps of a new customer (B04). `former`: what was there, for `undoTriage`. */
  triage: base.input(customerId.extend({ triage: triageFields })).output(z.object({ former: triageState })),
  undoTriage: base.input(customerId.extend({ former: triageState })).output(z.void()),
  /** What was being written about the customer on this device; null: nothing. */
  draft: base.input(customerId).output(z.object({ draft: keptDraft.nullable() })),
  /** Stays on this device; null removes it. */
  saveDraft: base.input(customerId.extend({ draft: keptDraft.nullable() })).output(z.void()),
  /** What the card shows beside its rows: signs of trust, cadence, value, owners. */
  insight: base.input(customerId).output(cardInsight),
  /** Pairs of cards that are likely one person, the likeliest first; at most 200, `more`: how many were left out. */
  duplicates: base.output(z.object({ pairs: z.array(duplicateView), more: z.int() })),
  /** A masked value in plain, noted for the audit log of the company; REFUSED where that is not possible. */
  reveal: base.input(z.object({ id: z.guid() })).output(z.object({ value: z.string() })),
  delete: base.input(customerId).output(z.void()),
  restore: base.input(customerId).output(z.void()),
  addContactPoint: base
    .input(
      customerId.extend({
        kind: z.enum(contactKinds),
        value: z.string().trim().min(1).max(1_000),
        label: z.string().max(100),
      }),
    )
    .output(z.object({ id: z.guid() })),
  patchContactPoint: base
    .input(
      z.object({
        id: z.guid(),
        kind: z.enum(contactKinds).optional(),
        value: z.string().trim().min(1).max(1_000).optional(),
        label: z.string().max(100).optional(),
      }),
    )
    .output(z.void()),
  deleteContactPoint: base.input(z.object({ id: z.guid() })).output(z.void()),
  restoreContactPoint: base.input(z.object({ id: z.guid() })).output(z.void()),
  /** Tags of the dictionary and private ones in use, with how many customers carry each. */
  /** Tags on the device: the dictionary in its order, then private ones by use. */
  tags: base.output(z.array(tagView)),
  /**
   * One of a group that excludes each other takes the place of the former one, in the same mutation. Without `expiresOn` it
   * holds as long as the dictionary says. `replaced`: the tags that gave way. REFUSED TAG_RETIRED; TAG_REASON_MISSING where
   * the group asks why.
   */
  addTag: base
    .input(
      customerId.extend({
        name: z.string().trim().min(1).max(50),
        reason: z.string().trim().max(200).optional(),
        expiresOn: z.iso.date().nullable().optional(),
      }),
    )
    .output(z.object({ id: z.guid(), replaced: z.array(z.object({ id: z.guid(), name: z.string() })) })),
  /** Why, and until when: the tag is put on again, as `id`, and the former one goes. REFUSED TAG_REASON_MISSING. */
  changeTag: base
    .input(
      z.object({
        id: z.guid(),
        reason: z.string().trim().max(200),
        expiresOn: z.iso.date().nullable(),
      }),
    )
    .output(z.object({ id: z.guid() })),
  removeTag: base.input(z.object({ id: z.guid() })).output(z.void()),
  /** Nothing happens where the customer has got a tag of that name again. */
  restoreTag: base.input(z.object({ id: z.guid() })).output(z.void()),
  /**
   * Newest first; `before` is the `at` and `id` of the last entry seen. The first page begins with the newest entry, or
   * with the end of the day `on`, or shortly before the entry `entryId`; `hasNewer`: it left newer ones out. `found`: the
   * entry is on the timeline. `until`: no entry older than this one, so that a page that is read again ends where it did;
   * `more` then tells of older ones too.
   */
  timeline: base
    .input(
      customerId.extend({
        before: z.object({ at: z.string(), id: z.guid() }).optional(),
        until: z.object({ at: z.string(), id: z.guid() }).optional(),
        on: z.iso.date().optional(),
        entryId: z.guid().optional(),
        types: z.array(z.enum(timelineTypes)).optional(),
        /** Only entries whose text has this in it. */
        search: z.string().max(200).optional(),
        limit: z.int().min(1).max(500).default(100),
      }),
    )
    .output(
      z.object({
        entries: z.array(timelineEntry),
        more: z.boolean(),
        hasNewer: z.boolean(),
        found: z.boolean(),
      }),
    ),
};
