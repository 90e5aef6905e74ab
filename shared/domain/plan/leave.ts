/** Leave mode (rules.md R7.9): SOP clocks stand still, and only days at work count as overdue. */
import { addDays, daysBetween } from '../calendar.ts';
import type { DayContext } from './day-context.ts';

/** Days at work from the day after `dueOn` up to `on`; 0 where it is not overdue. */
export function overdueDays(dueOn: string, on: string, { leaveOn, restOn }: DayContext): number {
  const days = daysBetween(dueOn, on);
  if (days <= 0) return 0;
  if (leaveOn.length === 0 && restOn.length === 0) return days;
  const isAway = (day: string) => day > dueOn && day <= on;
  return days - new Set([...leaveOn, ...restOn].filter(isAway)).size;
}

/** The day so many days after `from`, days of leave not counted. */
export function afterDaysOnDuty(from: string, days: number, leaveOn: readonly string[]): string {
  let on = addDays(from, days);
  if (leaveOn.length === 0) return on;
  for (const day of [...new Set(leaveOn)].sort()) if (day > from && day <= on) on = addDays(on, 1);
  return on;
}

/** The day so many days at work after `from`. */
export function afterDaysAtWork(
  from: string,
  days: number,
  { leaveOn, restOn }: Pick<DayContext, 'leaveOn' | 'restOn'>,
): string {
  const isAway = new Set([...leaveOn, ...restOn]);
  let on = from;
  for (let left = days; left > 0;) {
    on = addDays(on, 1);
    if (!isAway.has(on)) left -= 1;
  }
  return on;
}
