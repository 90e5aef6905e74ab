/** Dates and times in words of the language, always in the company's zone. Pure. */
import { addDays, companyZone, dateOf, dayMs } from '#shared/domain/calendar.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: string, name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${name}`;
  let found = formats.get(key);
  if (!found)
    formats.set(key, (found = new Intl.DateTimeFormat(language, { timeZone: companyZone, ...options })));
  return found;
}

const noonOf = (on: string): Date => new Date(`${on}T04:00:00.000Z`);

/** `14:05` */
export function timeText(at: string, language: string): string {
  return format(language, 'time', { hour: '2-digit', minute: '2-digit', hour12: false }).format(new Date(at));
}

/** `11月22日 周日`, with the year where it is not this one. */
export function dateText(on: string, language: string, nowMs: number): string {
  const sameYear = on.slice(0, 4) === dateOf(nowMs).slice(0, 4);
  if (!sameYear)
    return format(language, 'dateYear', { year: 'numeric', month: 'short', day: 'numeric' }).format(
      noonOf(on),
    );
  const text = format(language, 'date', { month: 'short', day: 'numeric', weekday: 'short' }).format(
    noonOf(on),
  );
  return text.replace(/(日)(周.)$/, '$1 $2');
}

/** `2026年11月22日 14:05` */
export function fullText(at: string, language: string): string {
  return format(language, 'full', { dateStyle: 'long', timeStyle: 'short', hour12: false }).format(
    new Date(at),
  );
}

/** `今天`, `昨天`, `明天`, else the date. */
export function dayWord(on: string, language: string, nowMs: number): string {
  const today = dateOf(nowMs);
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  for (const days of [-1, 0, 1]) if (on === addDays(today, days)) return words.format(days, 'day');
  return dateText(on, language, nowMs);
}

/** `3分钟前` within the hour, the time for today, `昨天 14:05` for yesterday, else the date. `justNow` is said for under a minute. */
export function relativeText(at: string, language: string, nowMs: number, justNow?: string): string {
  const distanceMs = Date.parse(at) - nowMs;
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
  const minutes = Math.round(distanceMs / 60_000);
  if (Math.abs(minutes) < 1) return justNow ?? words.format(0, 'second');
  if (Math.abs(minutes) < 60) return words.format(minutes, 'minute');
  const on = dateOf(at);
  if (Math.abs(distanceMs) < dayMs && on === dateOf(nowMs)) return timeText(at, language);
  const near = dayWord(on, language, nowMs);
  return Math.abs(distanceMs) < 2 * dayMs ? `${near} ${timeText(at, language)}` : near;
}
