import type { SopRecord } from '../sop/starter.ts';
import { grouped } from './grouped.ts';
import type { PlanRows } from './plan-rows.ts';

/** What was written down of each customer and SOP; of two rows of one enrolment the later one counts. */
export function sopFacts(rows: PlanRows['sopEnrolments']): ReadonlyMap<string, readonly SopRecord[]> {
  const latest = new Map(rows.map((row) => [`${row.customerId} ${row.code} ${row.startedOn}`, row]));
  return grouped([...latest.values()], ({ code, startedOn, byHand, leftAt }): SopRecord => ({
    code,
    startedOn,
    isByHand: Boolean(byHand),
    isLeft: leftAt !== null,
  }));
}
