/** The steps of the customer's SOPs that are due (R5, R8). */
import { startOfDate } from '../../calendar.ts';
import type { HiddenCode } from '../hidden.ts';
import { sopDayOf } from '../sop/collision.ts';
import type { OpenStep } from '../sop/enrolment.ts';
import { stepSubject } from '../subject.ts';
import { candidateOf, type Candidate, type CustomerDay } from './candidate.ts';

/** `isRunning`: a SOP that keeps the relationship going by itself is under way, so the contact gap waits. */
export function sopCandidates(day: CustomerDay): { candidates: Candidate[]; isRunning: boolean } {
  const { customer, input } = day;
  if (customer.enrolments.length === 0) return { candidates: [], isRunning: false };
  const { planOn, settings } = input;
  const sops = sopDayOf(customer.enrolments, customer, planOn, settings, input.day);
  const isRunning = sops.open.some(({ enrolment }) => ['new', 'care'].includes(enrolment.purpose));
  const due = (steps: readonly OpenStep[], yields: HiddenCode | null) =>
    steps.filter(({ dueOn }) => dueOn <= planOn).map((open) => stepCandidate(day, open, yields));
  return {
    isRunning,
    candidates: [
      ...due(sops.open, null),
      ...due(sops.shifted, 'SOP_SHIFTED'),
      ...due(sops.waiting, 'SOP_LIMIT'),
      ...due(sops.missed, 'STEP_MISSED'),
    ],
  };
}

function stepCandidate(day: CustomerDay, open: OpenStep, yields: HiddenCode | null): Candidate {
  const { enrolment, number, step, dueOn, dueAt } = open;
  const closesMs = Date.parse(dueAt ?? startOfDate(dueOn)) + step.windowHours[1] * 3_600_000;
  return candidateOf(
    day,
    step.hard ? 'SOP_HARD' : 'SOP_SOFT',
    { dueOn, dueAt },
    {
      subject: stepSubject(enrolment, number),
      lateAfterAt: new Date(closesMs).toISOString(),
      step: open,
      yields,
    },
  );
}
