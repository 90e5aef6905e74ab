/** The hard filter before scoring (rules.md R3). It concerns proactive tasks only; what was asked for is never dropped. */
import { dateOf, msOf } from '../calendar.ts';
import type { Candidate, CustomerDay } from './candidate/candidate.ts';
import type { HiddenCode } from './hidden.ts';
import type { PlanCustomer, PlanInput } from './input.ts';
import { isAsked } from './kind.ts';
import { hasReachableMinute } from './quiet.ts';

const byStatus = {
  active: null,
  do_not_contact: 'DO_NOT_CONTACT',
  blocked_us: 'BLOCKED_US',
  deleted_us: 'DELETED_US',
} as const satisfies Record<PlanCustomer['status'], HiddenCode | null>;

type StandingCode = NonNullable<(typeof byStatus)[keyof typeof byStatus]> | 'LEGAL_HOLD' | 'NO_CONSENT';

/** What is written on the card against any contact of our own making. */
export function standingCode({
  status,
  isLegalHold,
  consent,
}: Pick<PlanCustomer, 'status' | 'isLegalHold' | 'consent'>): StandingCode | null {
  if (byStatus[status]) return byStatus[status];
  if (isLegalHold) return 'LEGAL_HOLD';
  return consent === 'none' ? 'NO_CONSENT' : null;
}

/** The first reason that keeps this customer from every proactive task of the day, or null. */
export function personCode(
  customer: PlanCustomer,
  { now, settings }: Pick<PlanInput, 'now' | 'settings'>,
): HiddenCode | null {
  const standing = standingCode(customer);
  if (standing) return standing;
  const { handover } = customer;
  const waitMs = settings['handover.waitHours'] * 3_600_000;
  if (handover && now < msOf(handover.receivedAt) + waitMs) return 'HANDOVER_WAIT';
  if (customer.isOpenElsewhere) return 'OPEN_ELSEWHERE';
  if (!hasReachableMinute(customer.quietMinutes, settings)) return 'QUIET_HOURS';
  return null;
}

/** @param person the answer of {@link personCode} */
export function filterCode(
  candidate: Candidate,
  person: HiddenCode | null,
  { planOn }: CustomerDay['input'],
): HiddenCode | null {
  const { customer, kind, touchClass, medium, moment } = candidate;
  if (isAsked(kind) || touchClass === 'admin') return null;
  if (person) return person;
  const isSelling = touchClass === 'promo' || kind === 'NPS' || kind === 'REFERRAL';
  if (customer.consent === 'service_only' && isSelling) return 'SERVICE_ONLY';
  const isReaching = medium === 'chat' || medium === 'comment';
  if (moment && customer.counts.todayMoments.includes(moment.id)) return null;
  return isReaching && isInTouchToday(customer, planOn) ? 'TOUCHED_TODAY' : null;
}

/** A chat, call or visit has taken place today. */
export function isInTouchToday({ lastContactAt }: Pick<PlanCustomer, 'lastContactAt'>, on: string): boolean {
  return lastContactAt !== null && dateOf(lastContactAt) === on;
}
