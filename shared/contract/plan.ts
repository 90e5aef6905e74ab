import { z } from 'zod';
import { tiers } from '../domain/entity/book.ts';
import { planItemKinds, planItemStatuses, reasonChip, skipReasons } from '../domain/entity/user.ts';
import { cardGaps } from '../domain/plan/facts/card-gap.ts';
import { hiddenCodes } from '../domain/plan/hidden.ts';
import { stagedIds } from './attachment.ts';
import { base } from './base.ts';

export const planItemView = z.object({
  id: z.guid(),
  customerId: z.guid(),
  name: z.string(),
  addressAs: z.string(),
  tier: z.enum(tiers),
  kind: z.enum(planItemKinds),
  /** Of a SOP step those of the step: where it stands on the page. */
  touchClass: z.enum(['service', 'care', 'promo', 'admin']),
  medium: z.enum(['chat', 'comment', 'like', 'none']),
  /** The customer's own hours in which they are left in peace, minutes of the day. */
  quietMinutes: z.object({ from: z.int(), to: z.int() }).nullable(),
  /** The post it answers. */
  momentId: z.guid().nullable(),
  /** The promise's or the post's text, or the SOP step's title; empty where the kind says it all. */
  subjectText: z.string(),
  /** What is missing on the card, of a CARD_FIX. */
  gap: z.enum(cardGaps).nullable(),
  /** A draft to copy, see draft.ts; empty where there is none. */
  draft: z.string(),
  /** Words in it that sell, by the lists of R9. */
  draftSells: z.array(z.string()),
  /**
   * Of a check-in by date: the offer that would suit (empty where none runs), and why none may go with it today; null:
   * it may, and the check-in is a promo then (rules.md R5).
   */
  offer: z.object({ title: z.string(), text: z.string(), code: z.enum(hiddenCodes).nullable() }).nullable(),
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
  /** A step that is done only with text that shows it. */
  needsEvidence: z.boolean(),
  /** Came in after the start; gave way to what came in (rules.md R7.8). */
  insertedAt: z.string().nullable(),
  displacedAt: z.string().nullable(),
  /** Why it was taken off after the start; null where it was not. */
  offCode: z.enum(hiddenCodes).nullable(),
});
export type PlanItemView = z.infer<typeof planItemView>;

/** Minutes per working day that the rhythm of a book asks for and those there are (rules.md R2), see book-load.ts. */
const bookLoad = z.object({
  needed: z.number(),
  available: z.number(),
  customers: z.int(),
  fits: z.int().nullable(),
});

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
  figures: z.object({
    /** Care among the discretionary touches, promo among all, 0–1; null without any. */
    careShare: z.number().nullable(),
    promoShare: z.number().nullable(),
    isCareLow: z.boolean(),
    /** Minutes of obligations beyond their share of the day, and that share in minutes. */
    overloadMinutes: z.number(),
    obligationMinutes: z.number(),
    /** Posts that grew too old without an answer. */
    expiredMoments: z.int(),
    /** Mean score of today's scored comments; null without any. */
    quality: z.number().nullable(),
  }),
  /** Names on a patrol card. */
  patrolNames: z.int(),
  /** Leave mode (rules.md R7.9): the first day back while away, and how the days after a leave are filled. */
  leave: z.object({
    backOn: z.iso.date().nullable(),
    isReturning: z.boolean(),
    /** What waits for the days after today, and up to how much of its minutes a day is filled. */
    postponed: z.int(),
    returnShare: z.number(),
  }),
  /** Minutes of the day between which nothing is inserted. */
  lunch: z.object({ fromMinute: z.int(), toMinute: z.int() }),
  /** Whom the weekly check of the tiers moved today (rules.md R1); `placed`: new ones with their first tier. */
  tierMoves: z.object({ up: z.int(), down: z.int(), placed: z.int() }),
  /** Said on the first day of the week alone, and where the book asks for more than the days have; else null. */
  bookLoad: bookLoad.nullable(),
  /** Customers found out to have deleted or blocked us in the last days, the newest first. */
  lost: z.array(
    z.object({
      customerId: z.guid(),
      name: z.string(),
      kind: z.enum(['blocked_us', 'deleted_us']),
      happenedAt: z.string(),
    }),
  ),
});
export type PlanView = z.infer<typeof planView>;

/** One thing that could be done and is not on the list; `kind` null: nothing is due for the customer at all. */
export const hiddenLine = z.object({
  customerId: z.guid(),
  name: z.string(),
  tier: z.enum(tiers),
  kind: z.enum(planItemKinds).nullable(),
  subjectText: z.string(),
  gap: z.enum(cardGaps).nullable(),
  code: z.enum(hiddenCodes),
});
export type HiddenLine = z.infer<typeof hiddenLine>;

/**
 * A word somebody looks for: it is in the name or the text of a line, or the page's words for its kind, gap or reason
 * hold it, which only the page can tell.
 */
const soughtWord = z.object({
  text: z.string().max(100),
  kinds: z.array(z.enum(planItemKinds)),
  gaps: z.array(z.enum(cardGaps)),
  codes: z.array(z.enum(hiddenCodes)),
});

export const hiddenQuery = z.object({
  /** Candidates of these kinds alone. */
  kinds: z.array(z.enum(planItemKinds)).optional(),
  /** A line must hold all of them. */
  words: z.array(soughtWord).max(20).optional(),
  code: z.enum(hiddenCodes).optional(),
  offset: z.int().min(0).optional(),
  limit: z.int().min(0).max(200).optional(),
});
export type HiddenQuery = z.infer<typeof hiddenQuery>;

export const hiddenPage = z.object({
  lines: z.array(hiddenLine),
  /** Lines there are before any word or code is asked for, and that answer all that was asked. */
  all: z.int(),
  found: z.int(),
  /** Of how many customers all of them tell; for how many of these something was let through and found no room alone. */
  customers: z.int(),
  noRoom: z.int(),
  /** The lines that hold the words, by reason, the most frequent first; with their customers and the first names. */
  codes: z.array(
    z.object({
      code: z.enum(hiddenCodes),
      lines: z.int(),
      customers: z.int(),
      names: z.array(z.string()),
    }),
  ),
});
export type HiddenPage = z.infer<typeof hiddenPage>;

/** How the day went (rules.md R11), and what the next day at work would hold. Rates 0–1 but `doneRate`, `quality`, `index` 0–100. */
export const dayResult = z.object({
  planned: z.int(),
  done: z.int(),
  late: z.int(),
  skipped: z.int(),
  excused: z.int(),
  /** Moved to later, given way, and taken off because it was moot or not allowed any more. */
  moved: z.int(),
  displaced: z.int(),
  takenOff: z.int(),
  open: z.int(),
  doneRate: z.number().nullable(),
  quality: z.number().nullable(),
  scored: z.int(),
  fidelity: z.number().nullable(),
  steps: z.int(),
  steadiness: z.number().nullable(),
  days: z.int(),
  index: z.number().nullable(),
  next: z.object({ on: z.iso.date(), customers: z.int(), minutes: z.number(), available: z.number() }),
});
export type DayResult = z.infer<typeof dayResult>;

const reach = z.array(z.object({ key: z.string(), touches: z.int(), replies: z.int() }));

/** What a week's work went into and what came of it; see week-report.ts. */
export const weekReport = z.object({
  /** Its Monday. */
  weekOn: z.iso.date(),
  isCurrent: z.boolean(),
  /** Minutes of what is neither an obligation nor for new friends (C02). */
  tiers: z.array(z.object({ tier: z.enum(tiers), planned: z.number(), spent: z.number() })),
  /** Shares 0–1; null without any minutes. */
  goalOfA: z.number(),
  plannedShareOfA: z.number().nullable(),
  spentShareOfA: z.number().nullable(),
  /** Answers ÷ touches (D14) by channel, class, first hour of the part of the day, and title of the text. */
  reach: z.object({ kind: reach, touchClass: reach, hour: reach, text: reach }),
  /** How promises were kept (D15); `rate` 0–1. */
  promises: z.object({
    early: z.int(),
    kept: z.int(),
    late: z.int(),
    overdue: z.int(),
    rate: z.number().nullable(),
  }),
  /** As of today whatever the week. */
  bookLoad,
  /** Past buyers nobody was in touch with for so many days (D21), as of today whatever the week. */
  quietDays: z.int(),
  quietBuyers: z.object({
    all: z.int(),
    first: z.array(
      z.object({
        customerId: z.guid(),
        name: z.string(),
        orders: z.int(),
        lastOrderOn: z.iso.date(),
        lastTouchAt: z.string().nullable(),
      }),
    ),
  }),
});
export type WeekReport = z.infer<typeof weekReport>;

const item = z.object({ id: z.guid() });

export const planContract = {
  /** Today's plan; builds it if there is none, rebuilds an unstarted one when the book changed. REFUSED NO_BOOK for lead and admin. */
  today: base.output(planView),
  /** Every candidate that is not on the list, with its reason, by name; `limit` (100 unless told) of them. */
  hidden: base.input(hiddenQuery.optional()).output(hiddenPage),
  /** A text of the library filled in for the customer of an item, as the item's own draft is. */
  draft: base.input(item.extend({ contentId: z.guid() })).output(z.object({ text: z.string() })),
  /** For the close-out. */
  result: base.output(dayResult),
  /** Of this week, or of the week a day is in. */
  week: base.input(z.object({ on: z.iso.date().optional() })).output(weekReport),
  /** Freezes the order. */
  start: base.output(planView),
  /**
   * Marks done; with `touch`, logs it in the same mutation. A PROMISE is marked kept. A touch of our own making is REFUSED
   * with the reason (DO_NOT_CONTACT …, TOUCHED_TODAY, TAKEN_OFF) where it may not be any more; a post that was liked
   * meanwhile settles its item without a second like.
   */
  done: base
    .input(
      item.extend({
        touch: z
          .object({
            kind: z.enum(['chat', 'call', 'visit', 'comment', 'like', 'other']),
            body: z.string().max(20_000),
            replied: z.boolean().nullable(),
            /** What it really took; absent or null: not said, and the planned minutes count (C02). */
            minutes: z.int().min(0).max(1_440).nullable().optional(),
            /** REFUSED EVIDENCE_NEEDED where the step asks for it and there is none. */
            evidence: z.string().max(20_000).optional(),
            /** Files dropped before; they show it too. */
            attachments: stagedIds.optional(),
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
