/** A day that comes round every year, in the solar or the lunar calendar. */

export interface AnnualDate {
  calendar: 'solar' | 'lunar';
  /** 1–12. */
  month: number;
  /** 1–31 in the solar calendar, 1–30 in the lunar one. */
  day: number;
  /** A day of a leap month (闰月); false in the solar calendar. */
  isLeapMonth: boolean;
}

/** The most days a month can have: 29 February and the 30th of every lunar month are dates. */
export function daysInMonth(calendar: AnnualDate['calendar'], month: number): number {
  return calendar === 'lunar' ? 30 : new Date(Date.UTC(2000, month, 0)).getUTCDate();
}

export function isAnnualDate({ calendar, month, day, isLeapMonth }: AnnualDate): boolean {
  return day <= daysInMonth(calendar, month) && (calendar === 'lunar' || !isLeapMonth);
}
