/**
 * Days at work (rules.md R6, R7.9, R12): the first days of the week, from Monday, as many as `day.workDays` says, without
 * the person's leave and other days off. Pure.
 */
import { addDays, daysBetween, weekdayOf } from './calendar.ts';
import type { Settings } from './setting.ts';

/** Dates, in any order; one may be in both. */
export interface DaysOff {
  /** Days of leave: SOP clocks stand still on them. */
  leaveOn: readonly string[];
  /** Other days off; SOP clocks go on. */
  restOn: readonly string[];
}

type WeekSetting = Pick<Settings, 'day.workDays'>;

/** True on the days of the week on which there is work at all; days off of a person come on top. */
export function isWorkday(on: string, settings: WeekSetting): boolean {
  return weekdayOf(on) <= settings['day.workDays'];
}

/** Days at work from the day after `after` up to and with `on`; 0 where `on` is no later day. */
export function daysAtWork(after: string, on: string, off: DaysOff, settings: WeekSetting): number {
  const days = daysBetween(after, on);
  if (days <= 0) return 0;
  const ofWeek = workdaysAfter(weekdayOf(after), days, settings['day.workDays']);
  if (off.leaveOn.length === 0 && off.restOn.length === 0) return ofWeek;
  const isMissed = (day: string) => day > after && day <= on && isWorkday(day, settings);
  return ofWeek - new Set([...off.leaveOn.filter(isMissed), ...off.restOn.filter(isMissed)]).size;
}

/** The day so many days at work after `from`; `from` itself for 0. */
export function afterDaysAtWork(from: string, days: number, off: DaysOff, settings: WeekSetting): string {
  const isAway = new Set([...off.leaveOn, ...off.restOn]);
  let on = from;
  for (let left = days; left > 0;) {
    on = addDays(on, 1);
    if (isWorkday(on, settings) && !isAway.has(on)) left -= 1;
  }
  return on;
}

const daysOfWeek = 7;

/** How many of the `days` after a day of the week are worked, by the week alone. */
function workdaysAfter(weekday: number, days: number, workDays: number): number {
  const upTo = (day: number) =>
    Math.floor(day / daysOfWeek) * workDays + Math.min(day % daysOfWeek, workDays);
  return upTo(weekday + days) - upTo(weekday);
}
