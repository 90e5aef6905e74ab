/** Dates narrow enough for a column: 今天, 昨天, 明天, else 11月25日; in figures with the year where it is far away. */
import { daysBetween } from '#shared/domain/calendar.ts';

/** Within half a year a month and a day say which one is meant. */
const nearDays = 180;
const formats = new Map<string, Intl.DateTimeFormat>();
const words = new Map<string, Intl.RelativeTimeFormat>();

export function shortDay(on: string, language: string, today: string): string {
  const days = daysBetween(today, on);
  if (Math.abs(days) <= 1) {
    let word = words.get(language);
    if (!word) words.set(language, (word = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })));
    const text = word.format(days, 'day');
    return text.charAt(0).toUpperCase() + text.slice(1);
  }
  const near = Math.abs(days) < nearDays;
  const key = `${language} ${near}`;
  let format = formats.get(key);
  if (!format) {
    const parts = near ? ({ month: 'short', day: 'numeric' } as const) : ({ dateStyle: 'short' } as const);
    formats.set(key, (format = new Intl.DateTimeFormat(language, { timeZone: 'UTC', ...parts })));
  }
  return format.format(new Date(`${on}T00:00:00.000Z`));
}
