/** What the customer waits for: promises, answers, services, appointments; and the hello after a hand-over (R5). */
import { addDays, dateOf } from '../../calendar.ts';
import type { PlanItemKind } from '../../entity/user.ts';
import type { Waiting } from '../input.ts';
import { candidateOf, type Candidate, type CustomerDay } from './candidate.ts';

export function askedCandidates(day: CustomerDay): Candidate[] {
  const { customer, input } = day;
  const candidates: Candidate[] = [];
  const add = (kind: PlanItemKind, { id, dueAt }: Waiting, until = input.planOn, isComplaint = false) => {
    const dueOn = dateOf(dueAt);
    if (dueOn > until) return;
    candidates.push(candidateOf(day, kind, { dueOn, dueAt }, { subject: id, isComplaint }));
  };
  for (const promise of customer.promises) add('PROMISE', promise);
  // Somebody waits already: the time only says until when.
  for (const reply of customer.replies) add('REPLY', reply, '9999');
  for (const service of customer.services) add('SERVICE', service, '9999', service.isComplaint);
  // Confirmed the day before, prepared on the day.
  for (const appointment of customer.appointments) add('APPT', appointment, addDays(input.planOn, 1));
  if (customer.handover && !customer.handover.isGreeted) {
    const waitMs = input.settings['handover.waitHours'] * 3_600_000;
    const dueAt = new Date(Date.parse(customer.handover.receivedAt) + waitMs).toISOString();
    candidates.push(candidateOf(day, 'HANDOVER', { dueOn: dateOf(dueAt) }));
  }
  return candidates;
}
