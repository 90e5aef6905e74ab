/**
 * What the day plan is made from, as plain rows: the device reads them from its file with one set-based query per kind
 * of row; everything after that happens here, once, whoever reads them. To let the plan listen to something more:
 *
 * 1. add its rows to {@link PlanRows}, and to {@link PlanWindows} where they are read from some time on only;
 * 2. turn them into facts in a file of their own beside this one (a map by customer id; see promise.ts), and give the
 *    result to its field in customer-facts.ts, or in day-facts.ts where it concerns the day or the account;
 * 3. read them with one query in electron/core/db/repository/plan-rows.ts.
 *
 * Rows of one customer may come in any order unless said otherwise. Deleted rows are left out by the query.
 */
import type { BlockWeek } from '../../block-rate.ts';
import type { Customer, Moment, Tier, Touch } from '../../entity/book.ts';
import type {
  appointment,
  keyDate,
  outsideContact,
  Patrol,
  signal,
  sopEnrolment,
  Surprise,
} from '../../entity/care.ts';
import type { Row } from '../../entity/entity.ts';
import type { leave, PlanItem, PlanItemKind } from '../../entity/user.ts';
import type { Segment } from '../../segment/segment.ts';
import type { PlanCustomer, Waiting } from '../input.ts';

export interface PlanRows {
  customers: readonly CustomerRow[];
  /** Of every book of the person, after `touchesAfter`. */
  touches: readonly TouchRow[];
  /** Open ones, by due time and id. */
  promises: readonly (Waiting & { customerId: string })[];
  /** Open ones, and those after `signalsAfter`; by due time and id. */
  signals: readonly SignalRow[];
  /** By customer and id. */
  keyDates: readonly KeyDateRow[];
  /** Planned ones up to the end of the next day, and no-shows after `noShowsAfter`; by time and id. */
  appointments: readonly AppointmentRow[];
  /** By household, customer and id. */
  householdMembers: readonly { customerId: string; householdId: string }[];
  /** What the server wrote of other books; at most one of a customer. */
  outsideContacts: readonly OutsideRow[];
  /** Of the person, ended after `leavesAfterOn`; by first day and id. */
  leaves: readonly Pick<Row<typeof leave>, 'fromOn' | 'toOn' | 'kind'>[];
  /** Of the person, on the day of the plan. */
  meetings: readonly { minutes: number }[];
  /** Days on which a customer bought, the oldest first; what was paid back in full is none. */
  orderDays: readonly { customerId: string; orderedOn: string }[];
  /** Posted after `momentsAfter`, by time and id. */
  moments: readonly MomentRow[];
  /** Done or skipped on lists of `closedFromOn` up to the day before, promises and gaps left out; by day and id. */
  closedItems: readonly ClosedRow[];
  /** Questions for a score and gifts that were done from the list of the day itself: its caps count those already. */
  asksDone: readonly Pick<ClosedRow, 'customerId' | 'kind' | 'subject'>[];
  /** What the block rate is made from (block-rate.ts), and when the lead signed the halved promo caps off. */
  blockWeeks: readonly BlockWeek[];
  promoLiftedAt: string | null;
  /** When each customer's posts were last looked through. */
  looks: readonly { customerId: string; at: Patrol['happenedAt'] }[];
  /** Offers that run on the day of the plan. */
  offers: readonly {
    id: string;
    toOn: string | null;
    tag: string;
    tiers: readonly Tier[];
    product: string;
    /** With tags as they are called now; null: whoever it is. */
    segment: Segment | null;
  }[];
  /** Who carries one of their tags. */
  offerTags: readonly { customerId: string; name: string }[];
  /** Who bought one of their products, and was not paid back. */
  offerBuyers: readonly { customerId: string; product: string }[];
  /** Whom a campaign that stands still waits to tell of an offer, if that may be told today: `campaignsFrom`. */
  campaignOffers: readonly { customerId: string; id: string; toOn: string | null }[];
  /** Who carries a tag, on the day of the plan, that a segment of these offers or of a SOP asks for. */
  segmentTags: readonly { customerId: string; name: string }[];
  /** Of everybody with orders, where one of these segments asks for them. */
  segmentOrders: readonly { customerId: string; orders: number; paidFen: number }[];
  /** Ideas, and what was given after `surprisesAfter`; by id. */
  surprises: readonly SurpriseRow[];
  /** Scores customers gave; by day and id, so that the last one of a customer comes last. */
  npsScores: readonly { customerId: string; score: number; givenOn: string }[];
  /** What was written down about customers and SOPs; by day, then id. */
  sopEnrolments: readonly SopEnrolmentRow[];
  /** Active customers of tier N without triage, and those of tier A on whose card one of these is missing. */
  openCards: readonly OpenCardRow[];
}

/** A customer with what `customer_activity` knows: the last times of each kind of touch, whenever they were. */
export type CustomerRow = Pick<
  PlanCustomer,
  | 'id'
  | 'bookId'
  | 'tier'
  | 'trustStage'
  | 'source'
  | 'intent'
  | 'intentAt'
  | 'status'
  | 'consent'
  | 'isLegalHold'
  | 'addedOn'
  | 'lastContactAt'
  | 'lastCommentAt'
  | 'nextOn'
  | 'nextSetAt'
  | 'unanswered'
  | 'lastItemKind'
> & {
  /** The customer's own quiet hours, minutes of the day; both or neither. */
  quietFrom: number | null;
  quietTo: number | null;
  birthdayOn: string | null;
  city: string;
  lastReplyAt: string | null;
  /** When the present owner took the customer over: alone, or with the book if the customer was in it already. */
  receivedAt: string | null;
  /** See `PromoRecord.careSince`. */
  careSince: number;
};

export type TouchRow = Pick<Touch, 'customerId' | 'kind' | 'touchClass' | 'momentId' | 'planItemId'> & {
  at: string;
  /** The kind of the plan item behind it. */
  itemKind: PlanItemKind | null;
};

export type OutsideRow = Pick<
  Row<typeof outsideContact>,
  | 'customerId'
  | 'talkAts'
  | 'promoAts'
  | 'householdPromoAts'
  | 'commentAts'
  | 'likeAts'
  | 'openOn'
  | 'stopAskedAt'
  | 'complaintAt'
  | 'servedAt'
  | 'householdFrozenAt'
  | 'npsAskedAt'
  | 'referralAskedAt'
  | 'surprisedAt'
>;

export type SopEnrolmentRow = Pick<
  Row<typeof sopEnrolment>,
  'customerId' | 'code' | 'startedOn' | 'byHand' | 'leftAt'
>;

export type MomentRow = Pick<Moment, 'customerId' | 'id' | 'postedAt' | 'kind' | 'body'>;

export type SignalRow = Pick<
  Row<typeof signal>,
  'id' | 'customerId' | 'kind' | 'happenedAt' | 'dueAt' | 'closedAt'
>;

export type AppointmentRow = Pick<
  Row<typeof appointment>,
  'id' | 'customerId' | 'startAt' | 'status' | 'closedAt'
>;

export type KeyDateRow = Pick<
  Row<typeof keyDate>,
  'id' | 'customerId' | 'kind' | 'label' | 'calendar' | 'month' | 'day' | 'isLeapMonth'
>;

export type ClosedRow = Pick<
  PlanItem,
  'customerId' | 'kind' | 'subject' | 'status' | 'skipReason' | 'statusAt'
>;

export type OpenCardRow = Pick<
  Customer,
  | 'tier'
  | 'createdAt'
  | 'triagedAt'
  | 'intent'
  | 'intentAt'
  | 'addressAs'
  | 'birthdayOn'
  | 'city'
  | 'company'
  | 'jobTitle'
  | 'source'
> & { customerId: string };

export type SurpriseRow = Pick<Surprise, 'id' | 'customerId' | 'priceFen' | 'status' | 'givenAt'>;
