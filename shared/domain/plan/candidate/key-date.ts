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

/** The first date from `from` on with that month and day (`MM-dd`); 29 February is met on the 28th in other years. */
export function nextAnnual(monthDay: string, from: string): string {
  const inYear = (year: number) => {
    const isLeap = new Date(Date.UTC(year, 1, 29)).getUTCDate() === 29;
    return `${String(year)}-${monthDay === '02-29' && !isLeap ? '02-28' : monthDay}`;
  };
  const year = Number(from.slice(0, 4));
  return inYear(year) >= from ? inYear(year) : inYear(year + 1);
}
