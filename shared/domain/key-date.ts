/** Days of the year that matter to a customer, in the solar or the lunar calendar (rules.md R5 KEYDATE). */
import type { AnnualDate } from './annual-date.ts';
import { lunarDayOf, nextLunarDay } from './lunar.ts';

/**
 * The solar day (`yyyy-MM-dd`) on or after `from` on which the date comes round. 29 February is met on the 28th in other
 * years; for the lunar calendar see {@link nextLunarDay}.
 */
export function nextOccurrence(date: AnnualDate, from: string): string {
  if (date.calendar === 'lunar') return nextLunarDay(date, from);
  const two = (count: number) => String(count).padStart(2, '0');
  return nextAnnual(`${two(date.month)}-${two(date.day)}`, from);
}

/** How many years it will be on an occurrence; null where the first year is unknown or still to come. */
export function yearsOn({ calendar }: AnnualDate, year: number | null, on: string): number | null {
  if (year === null) return null;
  const years = (calendar === 'lunar' ? lunarDayOf(on).year : Number(on.slice(0, 4))) - year;
  return years > 0 ? years : null;
}

/** The first date from `from` on with that month and day (`MM-dd`); 29 February is met on the 28th in other years. */
function nextAnnual(monthDay: string, from: string): string {
  const inYear = (year: number) => {
    const isLeap = new Date(Date.UTC(year, 1, 29)).getUTCDate() === 29;
    return `${String(year)}-${monthDay === '02-29' && !isLeap ? '02-28' : monthDay}`;
  };
  const year = Number(from.slice(0, 4));
  return inYear(year) >= from ? inYear(year) : inYear(year + 1);
}
