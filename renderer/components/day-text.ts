/** Days as people type them: 2026-11-30, 11-30, 11/30, 11月30日, 明天, tomorrow; with a time behind it where one is asked for. */
import { addDays, daysBetween } from '#shared/domain/calendar.ts';

/** Days from today. */
const words: Readonly<Record<string, number>> = {
  今天: 0,
  今日: 0,
  today: 0,
  明天: 1,
  明日: 1,
  tomorrow: 1,
  后天: 2,
  大后天: 3,
  昨天: -1,
  昨日: -1,
  yesterday: -1,
  前天: -2,
};

/** A `yyyy-MM-dd`; a day without its year is the one that is nearest to today. Undefined where it is no day. */
export function readDay(typed: string, today: string): string | undefined {
  const text = typed.normalize('NFKC').trim().toLowerCase();
  const word = words[text];
  if (word !== undefined) return addDays(today, word);
  const [, year, month, day] =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? /^(\d{4})(\d\d)(\d\d)$/.exec(text) ?? [];
  if (year) return dayOf(Number(year), Number(month), Number(day));
  const [, monthOnly, dayOnly] = /^(\d{1,2})[-/.月](\d{1,2})[日号]?$/.exec(text) ?? [];
  if (!monthOnly) return undefined;
  const thisYear = Number(today.slice(0, 4));
  const away = (on: string) => Math.abs(daysBetween(today, on));
  return [thisYear, thisYear - 1, thisYear + 1]
    .map((each) => dayOf(each, Number(monthOnly), Number(dayOnly)))
    .filter((on) => on !== undefined)
    .toSorted((a, b) => away(a) - away(b))[0];
}

/** A `yyyy-MM-ddTHH:mm`. @param time `HH:mm`, of a day without a time */
export function readMoment(typed: string, today: string, time: string): string | undefined {
  const text = typed.normalize('NFKC').trim();
  // 明天15点 needs no space between them.
  const [, dayText = text, hours, minutes, half] =
    /^(.+?)(?:[\sT]\s*|(?<=\D))(\d{1,2})(?::(\d\d)|点(半)?)$/i.exec(text) ?? [];
  const on = readDay(dayText, today);
  if (on === undefined) return undefined;
  if (hours === undefined) return `${on}T${time}`;
  const [hour, minute] = [Number(hours), half ? 30 : Number(minutes ?? 0)];
  if (hour > 23 || minute > 59) return undefined;
  return `${on}T${two(hour)}:${two(minute)}`;
}

/** Undefined for a day no month has. */
function dayOf(year: number, month: number, day: number): string | undefined {
  if (year < 1900 || year > 2199) return undefined;
  const at = new Date(Date.UTC(year, month - 1, day));
  const isReal = at.getUTCFullYear() === year && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
  return isReal ? at.toISOString().slice(0, 10) : undefined;
}

function two(count: number): string {
  return String(count).padStart(2, '0');
}
