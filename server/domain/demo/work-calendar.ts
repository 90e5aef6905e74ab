/** Working days (Monday to Friday) and the hours in which reps work. */
import { addDays, startOfDate } from '#shared/domain/calendar.ts';

export function isWorkingDay(on: string): boolean {
  const weekday = new Date(`${on}T00:00:00.000Z`).getUTCDay();
  return weekday >= 1 && weekday <= 5;
}

/** The working days from `from` up to, not including, `until`. */
export function workingDays(from: string, until: string): string[] {
  const days: string[] = [];
  for (let on = from; on < until; on = addDays(on, 1)) if (isWorkingDay(on)) days.push(on);
  return days;
}

/** The first working day on or after a date. */
export function workingDayFrom(on: string): string {
  let day = on;
  while (!isWorkingDay(day)) day = addDays(day, 1);
  return day;
}

/** The last working day at least so many days before a date. */
export function workingDayBefore(on: string, days: number): string {
  let day = addDays(on, -days);
  while (!isWorkingDay(day)) day = addDays(day, -1);
  return day;
}

/** The instant of a minute of the day (0 = midnight in the company's zone), `seconds` for a natural look. */
export function instantAt(on: string, minute: number, seconds = 0): string {
  return new Date(Date.parse(startOfDate(on)) + minute * 60_000 + seconds * 1_000).toISOString();
}

export const morningStart = 8 * 60 + 50;
const lunchStart = 12 * 60;
const lunchEnd = 13 * 60 + 30;
/** From 08:50 to 18:00 without lunch. */
export const workMinutes = lunchStart - morningStart + (18 * 60 - lunchEnd);

/** The minute of the day after `worked` working minutes since 08:50: lunch lies in between. */
export function clockMinute(worked: number): number {
  const minute = morningStart + worked;
  return minute < lunchStart ? minute : minute + (lunchEnd - lunchStart);
}
