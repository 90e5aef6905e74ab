import { dateOf } from '../../calendar.ts';
import type { PlanCustomer } from '../input.ts';
import { closedKey } from '../subject.ts';
import type { CustomerRow } from './plan-rows.ts';

const hello = closedKey('HANDOVER', '');

/** A talk since then is the hello, whether it came from the list or not. */
export function handoverOf(
  { receivedAt, lastContactAt }: Pick<CustomerRow, 'receivedAt' | 'lastContactAt'>,
  closed: ReadonlySet<string>,
  greetedAt: string | null = null,
): PlanCustomer['handover'] {
  if (receivedAt === null) return null;
  const isGreeted = closed.has(hello) || (lastContactAt !== null && lastContactAt > receivedAt);
  const greetedOn = greetedAt !== null && greetedAt > receivedAt ? dateOf(greetedAt) : null;
  return { receivedAt, isGreeted, greetedOn };
}
