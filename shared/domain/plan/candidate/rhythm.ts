/** What the rhythm of the tier asks for: a talk, and a look at the customer's posts (R2, R5). */
import { dateOf, dayMs, instantAt, msOf, startOfDate } from '../../calendar.ts';
import { gapDueOn, patrolDays, setDay, stretchedGapDays } from '../rhythm.ts';
import { candidateOf, dayEnd, type Candidate, type CustomerDay } from './candidate.ts';

export function rhythmCandidates(day: CustomerDay, isSopRunning: boolean): Candidate[] {
  const candidates: Candidate[] = [];
  const gap = isSopRunning && setDay(day.customer) === null ? undefined : gapCandidate(day);
  if (gap) candidates.push(gap);
  const patrol = patrolCandidate(day);
  if (patrol) candidates.push(patrol);
  return candidates;
}

function gapCandidate(day: CustomerDay): Candidate | undefined {
  const { customer, tier, input } = day;
  const { planOn, settings } = input;
  const dueOn = gapDueOn(customer, planOn, settings);
  if (dueOn > planOn) return undefined;
  const gapMs = stretchedGapDays(tier, customer.unanswered, settings) * dayMs;
  const fromMs =
    setDay(customer) === null
      ? msOf(customer.lastContactAt ?? startOfDate(customer.addedOn))
      : msOf(startOfDate(dueOn)) - gapMs;
  const lateMs = fromMs + settings['rhythm.lateShare'] * gapMs;
  const end = dayEnd(planOn);
  return candidateOf(day, 'GAP', { dueOn }, { lateAfterAt: lateMs > msOf(end) ? instantAt(lateMs) : end });
}

function patrolCandidate(day: CustomerDay): Candidate | undefined {
  const { customer, tier, input } = day;
  const gap = patrolDays(tier, input.settings);
  if (gap === undefined || customer.patrolledAt === undefined) return undefined;
  if (customer.patrolledAt === null) return candidateOf(day, 'PATROL', { dueOn: input.planOn });
  const dueOn = dateOf(msOf(customer.patrolledAt) + gap * dayMs);
  return dueOn > input.planOn ? undefined : candidateOf(day, 'PATROL', { dueOn });
}
