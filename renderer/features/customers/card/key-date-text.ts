/** Dates of the year in words: `5月20日`, `农历八月十五`, `农历闰六月初一`. Pure: `t` of the namespace care is given. */
import type { AnnualDate } from '#shared/domain/annual-date.ts';

type Translate = (key: string, options?: Record<string, unknown>) => string;

export function lunarText(
  { month, day, isLeapMonth }: Pick<AnnualDate, 'month' | 'day' | 'isLeapMonth'>,
  t: Translate,
): string {
  return t(isLeapMonth ? 'lunar.leapDate' : 'lunar.date', {
    month: t(`lunar.month.${month}`),
    day: t(`lunar.day.${day}`),
  });
}

export function annualDateText(date: AnnualDate, t: Translate, language: string): string {
  if (date.calendar === 'lunar') return lunarText(date, t);
  // 2000 was a leap year, so 29 February is a day of it.
  return new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', timeZone: 'UTC' }).format(
    Date.UTC(2000, date.month - 1, date.day),
  );
}
