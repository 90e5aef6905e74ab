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

interface Away {
  fromOn: string;
  toOn: string;
  kind: 'leave' | 'rest';
}

/** The days of a leave, first and last one included; none where it ends before it begins. */
export function daysOf({ fromOn, toOn }: Pick<Away, 'fromOn' | 'toOn'>): string[] {
  const days = Math.min(daysBetween(fromOn, toOn), mostDays - 1);
  return Array.from({ length: Math.max(0, days + 1) }, (_, index) => addDays(fromOn, index));
}

/** A leave longer than this is counted up to here only. */
const mostDays = 400;

/**
 * Whether a day is among the first ones back: as many days at work as the leave had, at most `returnDays`. What waited
 * is spread over them.
 */
export function isReturningOn(
  on: string,
  leaves: readonly Away[],
  restOn: readonly string[],
  returnDays: number,
): boolean {
  return leaves.some((leave) => {
    if (leave.kind !== 'leave' || leave.toOn >= on) return false;
    const back = daysBetween(leave.toOn, on);
    if (back > 2 * mostDays) return false;
    const rest = new Set(restOn.filter((day) => day > leave.toOn && day <= on));
    return back - rest.size <= Math.min(daysOf(leave).length, returnDays);
  });
}
