import { appointmentDue } from '../../appointment.ts';
import type { Settings } from '../../setting.ts';
import type { PlanAppointment } from '../input.ts';
import type { PlanRows } from './plan-rows.ts';

/** What is due of every customer's appointments, by their time. */
export function appointmentFacts(
  rows: PlanRows['appointments'],
  { planOn, settings }: { planOn: string; settings: Settings },
): Map<string, PlanAppointment[]> {
  const facts = new Map<string, PlanAppointment[]>();
  for (const row of rows) {
    const due = appointmentDue(row, planOn, settings);
    if (!due) continue;
    const one = { id: row.id, startAt: row.startAt, ...due };
    const own = facts.get(row.customerId);
    if (own) own.push(one);
    else facts.set(row.customerId, [one]);
  }
  return facts;
}
