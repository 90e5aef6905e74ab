/**
 * Reason chips: why an item is on the list, at most `day.reasons` (rules.md R7.10). The page translates a chip by its code;
 * {@link reasonCodes} is the complete list.
 */
import { dateOf, daysBetween } from '../calendar.ts';
import type { ReasonChip } from '../entity/user.ts';
import type { Candidate, CustomerDay } from './candidate/candidate.ts';
import { appointmentOfSubject } from './subject.ts';

export const reasonCodes = [
  /** Beyond the share of the day that obligations may take. */
  'overload',
  /** Something was promised; `dueAt` is the instant. */
  'promise',
  /** The customer waits for an answer, a service, has an appointment; `dueAt` is the instant. */
  'replyDue',
  'serviceDue',
  'complaint',
  'appointment',
  'noShow',
  /** Taken over from a colleague `days` ago. */
  'handover',
  /** Due on an earlier day; `days` at work ≥ 1. */
  'overdueDays',
  'dueToday',
  /** Day `day` (0 = day of adding) of `of` in which a new customer warms (D12). */
  'newDay',
  /** `days` after the last purchase. */
  'afterPurchase',
  /** The usual time between two orders of the customer has passed; `days` since the last one. */
  'repurchase',
  /** A step after long silence. */
  'rewarm',
  /** The customer's day is today or in `days`. */
  'keyDate',
  /** A post, and when it was posted: `postedAt`; one of grief or illness. */
  'post',
  'sadPost',
  /** The comment is written, the talk is still to come. */
  'commented',
  /** The tier that counts today; `tier`. */
  'tier',
  /** Intent seen lately; `level` 1–3. */
  'intent',
  /** Days since the last chat, call or visit; `days` ≥ 0. */
  'lastTouchDays',
  'neverTouched',
  /** Care touches since the last promo; `count`. */
  'careSince',
  /** Trusts us and has bought `count` times. */
  'loyal',
  /** The posts have not been looked through for `days`. */
  'patrolDays',
  'cardGap',
  /** A new friend of whom nobody has said yet what they want (B03). */
  'untriaged',
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

type Add = (code: ReasonCode, params?: ReasonChip['params']) => void;

export function reasonsOf(
  candidate: Candidate,
  input: CustomerDay['input'],
  overload: boolean,
): ReasonChip[] {
  const chips: ReasonChip[] = [];
  const add: Add = (code, params = {}) => chips.push({ code, params });
  if (overload) add('overload');
  addOccasion(candidate, input, add);
  if (candidate.kind === 'GAP') add('tier', { tier: candidate.tier });
  if (candidate.overdueDays > 0) add('overdueDays', { days: candidate.overdueDays });
  else if (candidate.moment === null && candidate.dueOn === input.planOn && isTimed(candidate))
    add('dueToday');
  if (candidate.intent > (candidate.kind === 'GAP' ? 1 : 0) && !candidate.dueAt)
    add('intent', { level: candidate.intent });
  if (candidate.kind !== 'GAP') add('tier', { tier: candidate.tier });
  addLastTouch(candidate, input.planOn, add);
  return chips.slice(0, input.settings['day.reasons']);
}

/** What makes this kind of item due. */
function addOccasion(candidate: Candidate, input: CustomerDay['input'], add: Add): void {
  const { planOn } = input;
  const { kind, customer, dueAt, dueOn, moment } = candidate;
  const due = { dueAt: dueAt ?? '' };
  switch (kind) {
    case 'PROMISE':
      return add('promise', due);
    case 'REPLY':
      return add('replyDue', due);
    case 'SERVICE':
      return add(candidate.isComplaint ? 'complaint' : 'serviceDue', due);
    case 'APPT':
      return addAppointment(candidate, add);
    case 'HANDOVER':
      return add('handover', { days: since(customer.handover?.receivedAt, planOn) });
    case 'SOP_HARD':
    case 'SOP_SOFT':
      return addStep(candidate, input, add);
    case 'KEYDATE':
      return add('keyDate', { days: Math.max(0, daysBetween(planOn, dueOn)) });
    case 'MOMENT_COMMENT':
    case 'TO_CHAT':
    case 'LIKE':
      if (moment!.isSad) add('sadPost');
      add('post', { postedAt: moment!.postedAt });
      if (kind === 'TO_CHAT' && moment!.isCommented) add('commented');
      return;
    case 'NPS':
      return add('afterPurchase', { days: daysBetween(customer.purchases.at(-1)!.orderedOn, planOn) });
    case 'REPURCHASE':
      return add('repurchase', { days: daysBetween(customer.purchases.at(-1)!.orderedOn, planOn) });
    case 'PROMO':
      return add('careSince', { count: customer.promo.careSince });
    case 'REFERRAL':
      return add('loyal', { count: customer.purchases.length });
    case 'PATROL':
      return add('patrolDays', { days: since(customer.patrolledAt, planOn) });
    case 'CARD_FIX':
      return add(candidate.subject === 'triage' ? 'untriaged' : 'cardGap');
    case 'GAP':
    case 'SURPRISE':
  }
}

/** The chip says when the appointment is, not when the reminder is due. */
function addAppointment({ customer, subject }: Candidate, add: Add): void {
  const { id, isNoShow } = appointmentOfSubject(subject);
  const found = customer.appointments.find((one) => one.id === id);
  add(isNoShow ? 'noShow' : 'appointment', { dueAt: found?.startAt ?? '' });
}

function addStep({ step, customer }: Candidate, { planOn, settings }: CustomerDay['input'], add: Add): void {
  const { trigger, startedOn } = step!.enrolment;
  const day = daysBetween(customer.addedOn, planOn);
  if (trigger === 'newCustomer') add('newDay', { day, of: Math.max(day, settings['rhythm.newDays']) });
  else if (trigger === 'silence') add('rewarm');
  else if (trigger === 'order') add('afterPurchase', { days: daysBetween(startedOn, planOn) });
}

/** True for what has a day of its own. */
function isTimed({ kind }: Candidate): boolean {
  return !['REFERRAL', 'PROMO', 'SURPRISE', 'CARD_FIX', 'PATROL', 'KEYDATE'].includes(kind);
}

function addLastTouch({ customer }: Candidate, on: string, add: Add): void {
  if (!customer.lastContactAt) add('neverTouched');
  else add('lastTouchDays', { days: since(customer.lastContactAt, on) });
}

function since(at: string | null | undefined, on: string): number {
  return at ? Math.max(0, daysBetween(dateOf(at), on)) : 0;
}
