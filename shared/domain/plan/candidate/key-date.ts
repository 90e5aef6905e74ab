/** Birthdays and other days that matter to the customer, from the day before (R5). */
import { addDays } from '../../calendar.ts';
import { closedKey } from '../subject.ts';
import { candidateOf, dayEnd, type Candidate, type CustomerDay } from './candidate.ts';

const none: readonly never[] = [];

export function keyDateCandidates(day: CustomerDay): readonly Candidate[] {
  const { customer, input } = day;
  if (customer.keyDates.length === 0) return none;
  const until = addDays(input.planOn, input.settings['keyDate.leadDays']);
  return customer.keyDates.flatMap(({ id, on }) => {
    const subject = `${id} ${on}`;
    if (on < input.planOn || on > until || customer.closed.has(closedKey('KEYDATE', subject))) return [];
    return candidateOf(day, 'KEYDATE', { dueOn: on }, { subject, lateAfterAt: dayEnd(on) });
  });
}
