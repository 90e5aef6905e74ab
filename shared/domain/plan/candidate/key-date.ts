/** Birthdays and other days that matter to the customer, from the day before (R5). */
import { addDays } from '../../calendar.ts';
import { closedKey } from '../subject.ts';
import { candidateOf, dayEnd, type Candidate, type CustomerDay } from './candidate.ts';

export function keyDateCandidates(day: CustomerDay): Candidate[] {
  const { customer, input } = day;
  const until = addDays(input.planOn, input.settings['keyDate.leadDays']);
  return customer.keyDates.flatMap(({ id, on }) => {
    const subject = `${id} ${on}`;
    if (on < input.planOn || on > until || customer.closed.has(closedKey('KEYDATE', subject))) return [];
    return candidateOf(day, 'KEYDATE', { dueOn: on }, { subject, lateAfterAt: dayEnd(on) });
  });
}
