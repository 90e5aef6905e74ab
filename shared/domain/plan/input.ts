/** What the day plan is made from: plain data, loaded by the device or the server with a few set-based queries. */
import type { AppointmentStage } from '../appointment.ts';
import type { Source, Tier, TrustStage, consents, customerStatuses } from '../entity/book.ts';
import type { PlanItemKind } from '../entity/user.ts';
import type { Settings } from '../setting.ts';
import type { DayContext } from './day-context.ts';
import type { SopEnrolment } from './sop/enrolment.ts';
import type { SopRecord } from './sop/starter.ts';

/** Something with a time by which the customer expects it. `dueAt` is an instant. */
export interface Waiting {
  id: string;
  dueAt: string;
}

/** An appointment that wants something done: `dueAt` is the reminder, `startAt` the appointment itself. */
export interface PlanAppointment extends Waiting {
  startAt: string;
  stage: AppointmentStage;
}

/** A post that was seen. Ready-made: whether it was liked, commented on, talked about. */
export interface OpenMoment {
  id: string;
  postedAt: string;
  /** It tells of grief or illness. */
  isSad: boolean;
  isLiked: boolean;
  isCommented: boolean;
  /** A conversation about it has taken place. */
  isTalkedOf: boolean;
}

/** How often the person was approached out of this book. */
export interface ContactCounts {
  /** Proactive conversations: today, and in the windows of `guard.weekDays` and `guard.monthDays`. */
  today: number;
  inWeek: number;
  inMonth: number;
  /** Posts of which today's conversations spoke: comment and chat about one event are one conversation. */
  todayMoments: readonly string[];
  commentsInWeek: number;
  likesInWeek: number;
  /** Likes in the last `guard.atOnceMinutes`. */
  likesAtOnce: number;
}

/** Promo touches of this book; those of the household are counted beside the person's own. */
export interface PromoRecord {
  inWeek: number;
  inMonth: number;
  householdInWeek: number;
  householdInMonth: number;
  /** Whom a promo of today would also reach; null where nobody shares the household. */
  householdId?: string | null;
  /** The last “别发了”, complaint or block of another of the household. */
  householdFrozenAt?: string | null;
  /** Care touches since the last promo; since ever where there was none. */
  careSince: number;
  /** The tick “客户主动问”. */
  isAsked: boolean;
}

/** What other books did for the same person, or for the household (rules.md R3, R4); it counts beside the own. */
export interface OutsideCounts {
  today: number;
  inWeek: number;
  inMonth: number;
  promoInWeek: number;
  promoInMonth: number;
  householdPromoInWeek: number;
  householdPromoInMonth: number;
  commentsInWeek: number;
  likesInWeek: number;
  likesAtOnce: number;
  /** The last “别发了”, complaint or block of others of the household; a block of the person's own too. */
  householdFrozenAt?: string | null;
}

export const noOutside: OutsideCounts = {
  today: 0,
  inWeek: 0,
  inMonth: 0,
  promoInWeek: 0,
  promoInMonth: 0,
  householdPromoInWeek: 0,
  householdPromoInMonth: 0,
  commentsInWeek: 0,
  likesInWeek: 0,
  likesAtOnce: 0,
};

export interface AskRecord {
  npsAt: string | null;
  /** The last answer, 0–10. */
  npsScore: number | null;
  /** A date. */
  npsGivenOn?: string | null;
  referralAt: string | null;
  surpriseAt: string | null;
  /** Spent on surprises for this customer this year, in fen. */
  surpriseFenInYear: number;
}

export interface Purchase {
  orderedOn: string;
  /** Days after which this product, or this customer, usually buys again; null where nobody knows. */
  repurchaseDays: number | null;
}

export interface PlanCustomer {
  id: string;
  bookId: string;
  /** As stored; see `tierOn` for the tier that counts today. */
  tier: Tier;
  trustStage: TrustStage;
  source: Source;
  intent: number;
  intentAt: string | null;
  status: (typeof customerStatuses)[number];
  consent: (typeof consents)[number];
  addedOn: string;

  isLegalHold: boolean;
  /** The customer's own hours, minutes of the day; `from` may lie after `to`, over midnight. */
  quietMinutes: { from: number; to: number } | null;
  /** Another rep or account has an open proactive touch for this person today. */
  isOpenElsewhere: boolean;
  /** Taken over from a colleague; `isGreeted` once the hello has been said, `greetedOn` where it came from the list. */
  handover: { receivedAt: string; isGreeted: boolean; greetedOn?: string | null } | null;

  /** Last chat, call or visit: what resets the rhythm. */
  lastContactAt: string | null;
  lastCommentAt: string | null;
  /** See `setDay`. */
  nextOn?: string | null;
  nextSetAt?: string | null;
  /** Last sign from the customer: an answer, an order, a visit. */
  lastInteractionAt: string | null;
  lastServiceAt: string | null;
  /** Kind of the plan item behind the last touch, if it came from the list. */
  lastItemKind: PlanItemKind | null;
  /** Proactive touches (likes not counted) in the last `score.fatigueDays`, also those out of other books. */
  recentTouches: number;
  /** Touches known to be unanswered since the last answered one. */
  unanswered: number;
  counts: ContactCounts;
  promo: PromoRecord;
  outside: OutsideCounts;
  asks: AskRecord;
  /** The last complaint, and the last time the customer said “别发了”; here or to a colleague. */
  complaintAt: string | null;
  stopAskedAt: string | null;

  /** Open promises, replies awaited, services asked for, appointments. */
  promises: readonly Waiting[];
  replies: readonly Waiting[];
  services: readonly (Waiting & { isComplaint: boolean })[];
  appointments: readonly PlanAppointment[];
  /** Key dates as solar days; lunar ones are resolved by whoever loads them. */
  keyDates: readonly { id: string; on: string }[];
  moments: readonly OpenMoment[];
  /** Purchases, the oldest first. */
  purchases: readonly Purchase[];
  enrolments: readonly SopEnrolment[];
  sopRecords?: readonly SopRecord[];
  /** Offers that suit the customer, the most urgent first; gifts thought of. */
  offers: readonly { id: string }[];
  surprises: readonly { id: string; fen: number }[];
  /** What is to be done on the card, see card-gap.ts; the most wanted first. The last day of the three taps. */
  cardGaps: readonly string[];
  triageDueOn: string | null;
  /** When the customer's posts were last looked through; undefined where nobody keeps count. */
  patrolledAt: string | null | undefined;
  /** `kind subject` of what was done, or skipped for an excused reason, on earlier lists. */
  closed: ReadonlySet<string>;
}

/** An item of the same day that has been done, skipped or moved to later: it stays, and its minutes are spent. */
export interface SettledItem {
  customerId: string;
  kind: PlanItemKind;
  subject: string;
  deciMinutes: number;
}

export interface PlanInput {
  planOn: string;
  /** Milliseconds since the epoch. */
  now: number;
  customers: readonly PlanCustomer[];
  settings: Settings;
  day: DayContext;
  settled?: readonly SettledItem[];
}
