/** Days of the lunar calendar (农历) as solar days. */
import { LunarYear } from 'lunar-javascript';
import { memo } from '../lib/memo.ts';
import { addDays, daysBetween } from './calendar.ts';

export interface LunarDay {
  /** 1–12. */
  month: number;
  /** 1–30. */
  day: number;
  isLeapMonth: boolean;
}

interface Month {
  month: number;
  isLeapMonth: boolean;
  /** Solar days. */
  startOn: string;
  days: number;
}

/** The Julian day that begins at noon of 1970-01-01. */
const epochJulianDay = 2_440_588;

/** In their order. The library works a month out from the moon's course, so each year is asked for once. */
const monthsOf = memo(400, (lunarYear: number): Month[] =>
  LunarYear.fromYear(lunarYear)
    .getMonthsInYear()
    .map((month) => ({
      month: Math.abs(month.getMonth()),
      isLeapMonth: month.getMonth() < 0,
      startOn: addDays('1970-01-01', Math.round(month.getFirstJulianDay()) - epochJulianDay),
      days: month.getDayCount(),
    })),
);

/**
 * The solar day (`yyyy-MM-dd`) of a lunar date in a lunar year. In years without that leap month the ordinary month
 * counts; the 30th of a month of 29 days is its last day.
 */
export function solarDayOf(lunarYear: number, { month, day, isLeapMonth }: LunarDay): string {
  const named = monthsOf(lunarYear).filter((one) => one.month === month);
  const found = named.find((one) => one.isLeapMonth === isLeapMonth) ?? named[0];
  if (!found) throw new RangeError(`no lunar month ${month}`);
  return addDays(found.startOn, Math.min(day, found.days) - 1);
}

/** The lunar date of a solar day; a lunar year begins in January or February of its solar year. */
export function lunarDayOf(on: string): LunarDay & { year: number } {
  const solarYear = Number(on.slice(0, 4));
  const year = monthsOf(solarYear)[0]!.startOn > on ? solarYear - 1 : solarYear;
  const { month, isLeapMonth, startOn } = monthsOf(year).findLast((one) => one.startOn <= on)!;
  return { year, month, day: daysBetween(startOn, on) + 1, isLeapMonth };
}

/** The next solar day of a lunar date, on or after a day. A lunar year ends in the following solar year. */
export function nextLunarDay(date: LunarDay, onOrAfter: string): string {
  const year = Number(onOrAfter.slice(0, 4));
  const days = [year - 1, year, year + 1].map((lunarYear) => solarDayOf(lunarYear, date));
  return days.find((day) => day >= onOrAfter)!;
}
