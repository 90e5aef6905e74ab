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

/** The first reason that keeps this customer from every proactive task of the day, or null. */
export function personCode(
  customer: PlanCustomer,
  { now, settings }: Pick<PlanInput, 'now' | 'settings'>,
): HiddenCode | null {
  const status = byStatus[customer.status];
  if (status) return status;
  if (customer.isLegalHold) return 'LEGAL_HOLD';
  if (customer.consent === 'none') return 'NO_CONSENT';
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
