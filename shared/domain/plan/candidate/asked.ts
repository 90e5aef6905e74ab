/** What the customer waits for: promises, answers, services, appointments; and the hello after a hand-over (R5). */
import { dateOf } from '../../calendar.ts';
import type { PlanItemKind } from '../../entity/user.ts';
import { afterDaysAtWork } from '../../workday.ts';
import type { Waiting } from '../input.ts';
import { appointmentSubject, closedKey } from '../subject.ts';
import { candidateOf, dayEnd, type Candidate, type CustomerDay } from './candidate.ts';

export function askedCandidates(day: CustomerDay): readonly Candidate[] {
  const { customer, input } = day;
  if (!isAwaited(customer)) return none;
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
  for (const { id, dueAt, startAt, stage } of customer.appointments) {
    const subject = appointmentSubject(id, stage);
    if (stage === 'noShow' && customer.closed.has(closedKey('APPT', subject))) continue;
    // A reminder is in time until the appointment begins.
    const lateAfterAt = stage === 'sameDay' ? startAt : dayEnd(dateOf(dueAt));
    const dueOn = dateOf(dueAt) > input.planOn ? input.planOn : dateOf(stage === 'sameDay' ? startAt : dueAt);
    candidates.push(candidateOf(day, 'APPT', { dueOn, dueAt }, { subject, lateAfterAt }));
  }
  if (customer.handover && !customer.handover.isGreeted) candidates.push(helloOf(day, customer.handover));
  return candidates;
}

const none: readonly never[] = [];

function isAwaited({
  promises,
  replies,
  services,
  appointments,
  handover,
}: CustomerDay['customer']): boolean {
  const waiting = promises.length + replies.length + services.length + appointments.length;
  return waiting > 0 || (handover !== null && !handover.isGreeted);
}

/** Due by tier in days at work (rules.md R12). Only so many are said a day, so one of today's list is in time today. */
function helloOf(day: CustomerDay, { receivedAt }: { receivedAt: string }): Candidate {
  const { settings, planOn } = day.input;
  const days = settings[`handover.helloDays.${day.tier}`];
  const dueOn = afterDaysAtWork(dateOf(receivedAt), days, day.input.day, settings);
  return candidateOf(day, 'HANDOVER', { dueOn }, { lateAfterAt: dayEnd(dueOn > planOn ? dueOn : planOn) });
}
