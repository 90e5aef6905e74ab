/** The steps of the customer's SOPs that are due (R5, R8). */
import { instantAt, msOf, startOfDate } from '../../calendar.ts';
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
  const candidates: Candidate[] = [];
  const addDue = (steps: readonly OpenStep[], yields: HiddenCode | null) => {
    for (const open of steps) if (open.dueOn <= planOn) candidates.push(stepCandidate(day, open, yields));
  };
  addDue(sops.open, null);
  addDue(sops.shifted, 'SOP_SHIFTED');
  addDue(sops.waiting, 'SOP_LIMIT');
  addDue(sops.missed, 'STEP_MISSED');
  return { isRunning, candidates };
}

function stepCandidate(day: CustomerDay, open: OpenStep, yields: HiddenCode | null): Candidate {
  const { enrolment, number, step, dueOn, dueAt } = open;
  const closesMs = msOf(dueAt ?? startOfDate(dueOn)) + step.windowHours[1] * 3_600_000;
  return candidateOf(
    day,
    step.hard ? 'SOP_HARD' : 'SOP_SOFT',
    { dueOn, dueAt },
    {
      subject: stepSubject({ ...enrolment, isByHand: enrolment.trigger === 'hand' }, number),
      lateAfterAt: instantAt(closesMs),
      step: open,
      yields,
    },
  );
}
