/** Days counted from the moment something was said. */
import type { AnnualDate } from '../annual-date.ts';
import { addDays, dateOf, minuteOf } from '../calendar.ts';
import { lunarDayOf, nextLunarDay, solarDayOf } from '../lunar.ts';
import { numberOf } from './chinese-number.ts';
import { dateOfParts } from './talk-stamp.ts';

export interface Said {
  today: string;
  at: number;
}
export interface SaidDay {
  on: string;
  isLoose?: boolean;
  annual?: AnnualDate | null;
  minute?: number | null;
}

const monthEnds: Record<string, number> = { 初: 5, 中: 15, 底: 31, 末: 31 };
const yearsAhead: Record<string, number> = { 今年: 0, 明年: 1, 后年: 2 };

export const solarDay = (month: number, day: number): AnnualDate => ({
  calendar: 'solar',
  month,
  day,
  isLeapMonth: false,
});
export const times = (count: number | undefined, by: number) =>
  count === undefined ? undefined : count * by;
export const loose = (day: SaidDay | undefined): SaidDay | undefined => day && { ...day, isLoose: true };

export function known(on: string | undefined, annual: AnnualDate): SaidDay | undefined {
  return on === undefined ? undefined : { on, annual };
}

export function after(today: string, days: number | undefined, isLoose = false): SaidDay | undefined {
  return days === undefined || days > 1_000 ? undefined : { on: addDays(today, days), isLoose };
}

export function minutesAfter({ at }: Said, minutes: number | undefined): SaidDay | undefined {
  if (minutes === undefined) return undefined;
  const then = at + minutes * 60_000;
  return { on: dateOf(then), minute: minuteOf(then) };
}

export function weekday(today: string, which: string | undefined, wanted: number): string {
  const now = (new Date(`${today}T00:00:00.000Z`).getUTCDay() + 6) % 7;
  const weeks = which === '下下' ? 2 : which === '下' ? 1 : which === undefined && wanted < now ? 1 : 0;
  return addDays(today, wanted - now + 7 * weeks);
}

export function lunarDate(
  month: number | undefined,
  day: number | undefined,
  isLeapMonth: boolean,
): AnnualDate | undefined {
  if (!month || month > 12 || !day || day > 30) return undefined;
  return { calendar: 'lunar', month, day, isLeapMonth };
}

/** The next time, or in a year that is named: 明年正月初八 is of the lunar year that begins next year. */
export function inYear(
  said: Said,
  year: string | undefined,
  annual: AnnualDate | undefined,
): SaidDay | undefined {
  if (!annual || year === undefined) return annual && yearly(said, annual);
  if (annual.calendar === 'lunar')
    return { on: solarDayOf(lunarDayOf(said.today).year + yearsAhead[year]!, annual), annual };
  return known(
    dateOfParts(Number(said.today.slice(0, 4)) + yearsAhead[year]!, annual.month, annual.day),
    annual,
  );
}

/** 初八 alone is said of the New Year, and from the twelfth month on; 大年初三 at any time. */
export function newYearDay(said: Said, day: number | undefined, isNamed: boolean): SaidDay | undefined {
  const { month, day: lunar } = lunarDayOf(said.today);
  if (!isNamed && month !== 12 && !(month === 1 && lunar < (day ?? 0))) return undefined;
  return inYear(said, undefined, lunarDate(1, day, false));
}

/** 中秋前 is the day before at the latest, 春节后 a week after: words that leave room. */
export function beside(said: Said, day: SaidDay | undefined, side: string | undefined): SaidDay | undefined {
  if (!day || side === undefined) return day;
  const on = addDays(day.on, side.endsWith('前') ? -1 : 7);
  return on < said.today ? undefined : { on, isLoose: true };
}

export function floatingDay(
  { today }: Said,
  year: string | undefined,
  of: (year: number) => string,
): SaidDay | undefined {
  const thisYear = Number(today.slice(0, 4));
  if (year !== undefined) return { on: of(thisYear + yearsAhead[year]!) };
  return [thisYear, thisYear + 1].map((each) => ({ on: of(each) })).find(({ on }) => on >= today);
}

export function yearly({ today }: Said, annual: AnnualDate): SaidDay | undefined {
  if (annual.calendar === 'lunar') return { on: nextLunarDay(annual, today), annual };
  const year = Number(today.slice(0, 4));
  const on = [year, year + 1]
    .map((each) => dateOfParts(each, annual.month, annual.day))
    .find((each) => each && each >= today);
  return on === undefined ? undefined : { on, annual };
}

/** A day of a month that is over is of next year, but for one of the last months, which is taken as past. */
export function monthDay(
  said: Said,
  year: string | undefined,
  month: number | undefined,
  day: number | undefined,
  isSure: boolean,
): SaidDay | undefined {
  if (!month || !day || !isSure) return undefined;
  const annual = solarDay(month, day);
  return inYear(said, year, annual);
}

export function lastDay(month: string): number {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate();
}

export function dayOf(month: string, day: number | undefined): SaidDay | undefined {
  const on =
    day === undefined ? undefined : dateOfParts(Number(month.slice(0, 4)), Number(month.slice(5, 7)), day);
  return on === undefined ? undefined : { on };
}

export function partOfMonth(month: string | undefined, part: string): SaidDay | undefined {
  return month === undefined ? undefined : loose(dayOf(month, Math.min(monthEnds[part]!, lastDay(month))));
}

/** 月初 after the 5th and 月中 after the 15th are of the next month. */
export function comingPart(today: string, part: string): string {
  return monthEnds[part]! < Number(today.slice(8)) ? nextMonth(today) : today.slice(0, 7);
}

/** 中旬 ends on the 20th; without its month the next one to come. */
export function thirdOfMonth(today: string, month: string | undefined, third: string): SaidDay | undefined {
  const end = { 上: 10, 中: 20, 下: 31 }[third]!;
  const isOver = end < Number(today.slice(8));
  const named =
    month === undefined
      ? isOver
        ? nextMonth(today)
        : today.slice(0, 7)
      : month.startsWith('下')
        ? nextMonth(today)
        : nextMonthNamed(today, numberOf(month.slice(0, -1)));
  return named === undefined ? undefined : loose(dayOf(named, Math.min(end, lastDay(named))));
}

export function nextMonth(today: string): string {
  return addDays(`${today.slice(0, 7)}-28`, 7).slice(0, 7);
}

export function nextMonthNamed(today: string, month: number | undefined): string | undefined {
  if (!month || month > 12) return undefined;
  const year = Number(today.slice(0, 4)) + (month < Number(today.slice(5, 7)) ? 1 : 0);
  return `${year}-${String(month).padStart(2, '0')}`;
}

export function monthsAfter(today: string, months: number | undefined): SaidDay | undefined {
  if (months === undefined || months > 60) return undefined;
  const total = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1 + months;
  const month = `${Math.floor(total / 12)}-${String((total % 12) + 1).padStart(2, '0')}`;
  return loose(dayOf(month, Math.min(Number(today.slice(8)), lastDay(month))));
}

/** 8号: of this month, or of the next one that has such a day. */
export function nextDayOf(today: string, day: number | undefined): SaidDay | undefined {
  if (!day || day > 31) return undefined;
  const thisMonth = today.slice(0, 7);
  const next = nextMonth(today);
  return [thisMonth, next, nextMonth(`${next}-01`)]
    .map((month) => dayOf(month, day))
    .find((found) => found && found.on >= today);
}
