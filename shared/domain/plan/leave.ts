/** Leave mode (rules.md R7.9): SOP clocks stand still, and what waited is spread over the first days back. */
import { addDays, daysBetween } from '../calendar.ts';
import type { Settings } from '../setting.ts';
import { daysAtWork, type DaysOff } from '../workday.ts';

/** The day so many days after `from`, days of leave not counted. */
export function afterDaysOnDuty(from: string, days: number, leaveOn: readonly string[]): string {
  let on = addDays(from, days);
  if (leaveOn.length === 0) return on;
  for (const day of [...new Set(leaveOn)].sort()) if (day > from && day <= on) on = addDays(on, 1);
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
 * Whether a day is among the first ones back: as many days at work as the leave took, at most `day.returnDays`. What
 * waited is spread over them. `off` has the days of all leaves, this one's too.
 */
export function isReturningOn(
  on: string,
  leaves: readonly Away[],
  off: DaysOff,
  settings: Settings,
): boolean {
  return leaves.some((leave) => {
    if (leave.kind !== 'leave' || leave.toOn >= on) return false;
    if (daysBetween(leave.toOn, on) > 2 * mostDays) return false;
    const rest = { leaveOn: [], restOn: off.restOn };
    const taken = daysAtWork(addDays(leave.fromOn, -1), leave.toOn, rest, settings);
    return (
      taken > 0 && daysAtWork(leave.toOn, on, off, settings) <= Math.min(taken, settings['day.returnDays'])
    );
  });
}
