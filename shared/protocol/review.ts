/** What a lead sees of the team's execution, and signs: `POST /v1/review/…`. */
import { z } from 'zod';
import { attachmentMimes } from '../domain/attachment/file-kind.ts';
import { campaignDecisions } from '../domain/entity/campaign.ts';
import { signalKinds } from '../domain/entity/care.ts';
import { planItemKinds, planItemStatuses, skipReasons } from '../domain/entity/user.ts';
import { blockPartsView, blockRateView } from './block-rate.ts';

export const reviewDaysRequest = z.strictObject({
  from: z.iso.date(),
  /** Inclusive; at most 92 days after `from`. */
  to: z.iso.date(),
  /** An admin may name a team; a lead always gets the own team. */
  teamId: z.guid().optional(),
});
export type ReviewDaysRequest = z.infer<typeof reviewDaysRequest>;

/** One rep's day. `done` counts items done in time, `late` those done late; `open` includes moved-to-later ones. */
export const reviewDay = z.object({
  personId: z.guid(),
  name: z.string(),
  teamName: z.string().nullable(),
  on: z.iso.date(),
  planned: z.int(),
  done: z.int(),
  late: z.int(),
  skipped: z.int(),
  excused: z.int(),
  open: z.int(),
  /** (done + 0.5·late) ÷ (planned − excused) in percent (rules.md R11); null when the denominator is 0. */
  doneRate: z.number().nullable(),
  /** Count per skip reason, only those that occurred. */
  skipReasons: z.partialRecord(z.enum(skipReasons), z.int()),
  started: z.boolean(),
  closed: z.boolean(),
  /** The server made the list, and the rep has not seen it yet; an older server tells nothing. */
  notOpened: z.boolean().default(false),
  /** What was written and done that day, planned or not. */
  notes: z.int(),
  touches: z.int(),
  /** Comments on moments that were scored that day, and the sum of their scores (rules.md R9); an older server sends none. */
  scored: z.int().default(0),
  qualitySum: z.int().default(0),
  /** Items that gave way (rules.md R7.8); they are not among `planned`. */
  displaced: z.int().default(0),
  /** Of what is planned, and of the day; of both an older server tells nothing. */
  plannedMinutes: z.number().default(0),
  availableMinutes: z.number().default(0),
  /** Minutes of obligations beyond their share of the day (rules.md R7.1): raised to the lead. */
  overloadMinutes: z.number().default(0),
});
export type ReviewDay = z.infer<typeof reviewDay>;

/** Whether a rep's book fits into the working days (rules.md R2), as it is now: minutes of a day; see plan/book-load.ts. */
export const reviewBook = z.object({
  personId: z.guid(),
  name: z.string(),
  needed: z.number(),
  available: z.number(),
  customers: z.int(),
  fits: z.int().nullable(),
});
export type ReviewBook = z.infer<typeof reviewBook>;
/** How a rep's promises of the days asked for were kept (D15); `rate` 0–1, of early and in time. */
export const reviewPromises = z.object({
  personId: z.guid(),
  name: z.string(),
  early: z.int(),
  kept: z.int(),
  late: z.int(),
  overdue: z.int(),
  rate: z.number().nullable(),
});
export type ReviewPromises = z.infer<typeof reviewPromises>;

/** How often one rep skipped one step for one reason (practices.md G04). */
export const reviewSkip = z.object({
  personId: z.guid(),
  kind: z.enum(planItemKinds),
  /** Of a SOP: its code, the names of SOP and step; a title of nobody's is empty. Null: the kind alone says it. */
  step: z.object({ code: z.string(), sop: z.string(), title: z.string() }).nullable(),
  reason: z.enum(skipReasons),
  count: z.int(),
});
export type ReviewSkip = z.infer<typeof reviewSkip>;

export const reviewDaysResponse = z.object({
  days: z.array(reviewDay),
  /** Of all the days together, in no order; an older server sends none. */
  skips: z.array(reviewSkip).default([]),
  /** Of active reps with customers, by name; an older server sends none. */
  books: z.array(reviewBook).default([]),
  /** Of reps with a promise that was due or settled, by name; an older server sends none. */
  promises: z.array(reviewPromises).default([]),
  asOf: z.string(),
});

export const reviewItemsRequest = z.strictObject({ personId: z.guid(), on: z.iso.date() });

export const reviewItem = z.object({
  id: z.guid(),
  customerId: z.guid(),
  customerName: z.string(),
  tier: z.string(),
  kind: z.enum(planItemKinds),
  status: z.enum(planItemStatuses),
  isLate: z.boolean(),
  statusAt: z.string().nullable(),
  skipReason: z.enum(skipReasons).nullable(),
  /** Gave way to what came in (rules.md R7.8); beyond the share of the day obligations may take (R7.1). */
  isDisplaced: z.boolean().default(false),
  isOverload: z.boolean().default(false),
  /** Taken off after the start, as not allowed or not needed any more; `isDisplaced` too. */
  isTakenOff: z.boolean().default(false),
});
/** A file that was kept with a touch, to show that it was done. */
export const reviewEvidence = z.object({
  id: z.guid(),
  name: z.string(),
  mime: z.enum(attachmentMimes),
  size: z.int(),
  width: z.int().nullable(),
  height: z.int().nullable(),
});
export const reviewEntry = z.object({
  id: z.guid(),
  customerId: z.guid(),
  customerName: z.string(),
  /** `note` or the touch kind. */
  kind: z.string(),
  body: z.string(),
  at: z.string(),
  /** What shows that it was done (R17): text, and files whose bytes `evidencePath` answers with. */
  evidence: z.string().default(''),
  files: z.array(reviewEvidence).default([]),
  /** The step of the list it was done for; null also from an older server. */
  planItemId: z.guid().nullable().default(null),
});
export const reviewItemsResponse = z.object({
  items: z.array(reviewItem),
  /** Notes and touches of the day, newest first, at most 500. */
  entries: z.array(reviewEntry),
  reflection: z.string(),
  asOf: z.string(),
});
export type ReviewItems = z.infer<typeof reviewItemsResponse>;

/** An admin may name a team; a lead always gets the own team. */
export const reviewSignalsRequest = z.strictObject({ teamId: z.guid().optional() });

/** A complaint, a 别发了, a block or a deletion in the book of one of the reps. */
export const reviewSignal = z.object({
  id: z.guid(),
  kind: z.enum(signalKinds),
  body: z.string(),
  at: z.string(),
  closedAt: z.string().nullable(),
  customerId: z.guid(),
  customerName: z.string(),
  /** Whose book the customer is in. */
  personId: z.guid(),
  personName: z.string(),
  /** Until when nothing is offered to the customer (rules.md R4); null where no day is set or it is over. */
  frozenUntil: z.string().nullable(),
});
export type ReviewSignal = z.infer<typeof reviewSignal>;

/** A campaign for more recipients than a rep may plan alone (practices.md D08): to be decided, or approved and running. */
export const reviewCampaign = z.object({
  id: z.guid(),
  personId: z.guid(),
  personName: z.string(),
  /** Of the offer. */
  title: z.string(),
  offerToOn: z.string().nullable(),
  askedAt: z.string(),
  /** Chosen customers whom the rules kept out. */
  keptOut: z.int(),
  waiting: z.int(),
  sent: z.int(),
  decision: z.enum(campaignDecisions).nullable(),
  decidedAt: z.string().nullable(),
  decidedBy: z.string().nullable(),
  /**
   * Of those asked for, who is in somebody else's book by now: no approval is for them. By whose it is, where the reader
   * may know: else neither the person nor the names. A few names each; an older server sends none.
   */
  moved: z
    .array(z.object({ toName: z.string().nullable(), customers: z.int(), names: z.array(z.string()) }))
    .default([]),
});
export type ReviewCampaign = z.infer<typeof reviewCampaign>;

export const reviewSignalsResponse = z.object({
  /** Newest first, at most 200. */
  signals: z.array(reviewSignal),
  /** Of every active rep, by name. */
  rates: z.array(
    blockRateView.extend({
      personId: z.guid(),
      name: z.string(),
      /** Those that hold for the rep; an older server sends none. */
      limits: blockRateView.shape.limits.optional(),
    }),
  ),
  /** The company's. */
  limits: blockRateView.shape.limits,
  /** The rate told apart by class and by what was said (practices.md D09); an older server sends none. */
  parts: blockPartsView.optional(),
  /** At most 100; an older server sends none. */
  campaigns: z.array(reviewCampaign).default([]),
  asOf: z.string(),
});
export type ReviewSignals = z.infer<typeof reviewSignalsResponse>;

export const reviewAutopsyRequest = z.strictObject({ signalId: z.guid() });

/** A refusal has a reason; null takes back what was decided. */
export const decideCampaignRequest = z
  .strictObject({
    campaignId: z.guid(),
    decision: z.enum(campaignDecisions).nullable(),
    reason: z.string().trim().max(500).default(''),
  })
  .refine(({ decision, reason }) => decision !== 'refused' || reason !== '', 'REASON_NEEDED');

export const signPromoRequest = z.strictObject({ personId: z.guid(), signed: z.boolean() });
