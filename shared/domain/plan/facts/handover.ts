import type { PlanCustomer } from '../input.ts';
import { closedKey } from '../subject.ts';
import type { CustomerRow } from './plan-rows.ts';

const hello = closedKey('HANDOVER', '');

/** A talk since then is the hello, whether it came from the list or not. */
export function handoverOf(
  { receivedAt, lastContactAt }: Pick<CustomerRow, 'receivedAt' | 'lastContactAt'>,
  closed: ReadonlySet<string>,
): PlanCustomer['handover'] {
  if (receivedAt === null) return null;
  const isGreeted = closed.has(hello) || (lastContactAt !== null && lastContactAt > receivedAt);
  return { receivedAt, isGreeted };
}
