/** The hard filter before scoring (rules.md R3), as far as its inputs exist. It concerns proactive tasks only. */
import { dateOf } from '../calendar.ts';
import type { HiddenCode } from './hidden.ts';
import type { PlanCustomer } from './input.ts';

const byStatus = {
  active: null,
  do_not_contact: 'DO_NOT_CONTACT',
  blocked_us: 'BLOCKED_US',
  deleted_us: 'DELETED_US',
} as const satisfies Record<PlanCustomer['status'], HiddenCode | null>;

/** The first reason that keeps this customer from every proactive task on that day, or null. */
export function filterCode(
  customer: Pick<PlanCustomer, 'status' | 'consent' | 'lastContactAt'>,
  on: string,
): HiddenCode | null {
  const status = byStatus[customer.status];
  if (status) return status;
  if (customer.consent === 'none') return 'NO_CONSENT';
  if (customer.lastContactAt && dateOf(customer.lastContactAt) === on) return 'TOUCHED_TODAY';
  return null;
}
