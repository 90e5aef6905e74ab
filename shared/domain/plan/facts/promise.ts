import type { Waiting } from '../input.ts';
import { grouped } from './grouped.ts';
import type { PlanRows } from './plan-rows.ts';

/** Open promises per customer, by due time. */
export function promiseFacts(promises: PlanRows['promises']): Map<string, Waiting[]> {
  return grouped(promises, ({ id, dueAt }) => ({ id, dueAt }));
}
