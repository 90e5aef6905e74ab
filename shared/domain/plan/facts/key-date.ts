import { memo } from '../../../lib/memo.ts';
import type { AnnualDate } from '../../annual-date.ts';
import { nextOccurrence } from '../../key-date.ts';
import type { PlanCustomer } from '../input.ts';
import { grouped } from './grouped.ts';
import type { KeyDateRow, PlanRows } from './plan-rows.ts';

const none: readonly never[] = [];

/** When the birthday of the profile and the customer's key dates come round next, by customer. */
export function keyDateFacts(
  rows: PlanRows['keyDates'],
  planOn: string,
): (customerId: string, birthdayOn: string | null) => PlanCustomer['keyDates'] {
  const byCustomer = grouped(rows, (row) => row);
  // Thousands of birthdays fall on a few hundred days.
  const ofProfile = memo(400, (monthDay: string) => [
    { id: 'birthday', on: nextOccurrence(solarDate(monthDay), planOn) },
  ]);
  return (customerId, birthdayOn) => {
    const own = byCustomer.get(customerId) ?? none;
    const birthday = hasBirthday(birthdayOn, own) ? ofProfile(birthdayOn.slice(-5)) : none;
    if (own.length === 0) return birthday;
    return [...birthday, ...own.map((date) => ({ id: date.id, on: nextOccurrence(date, planOn) }))];
  };
}

/** The birthday of the profile (`yyyy-MM-dd`, `--MM-dd`); undefined where a key date of the person's own replaces it. */
export function birthdayOf(
  birthdayOn: string | null,
  keyDates: readonly Pick<KeyDateRow, 'kind' | 'label'>[],
): AnnualDate | undefined {
  return hasBirthday(birthdayOn, keyDates) ? solarDate(birthdayOn.slice(-5)) : undefined;
}

function hasBirthday(
  birthdayOn: string | null,
  keyDates: readonly Pick<KeyDateRow, 'kind' | 'label'>[],
): birthdayOn is string {
  return birthdayOn !== null && !keyDates.some(({ kind, label }) => kind === 'birthday' && label === '');
}

function solarDate(monthDay: string): AnnualDate {
  const [month, day] = monthDay.split('-').map(Number);
  return { calendar: 'solar', month: month!, day: day!, isLeapMonth: false };
}
