/** The date and time at the end of a line that names a speaker. */

/** A day as it was written; `ago` counts back from the day of the paste, `weekday` is 0 (Sunday) to 6. */
export type WrittenDay =
  | { kind: 'date'; on: string }
  | { kind: 'monthDay'; month: number; day: number }
  | { kind: 'ago'; days: number }
  | { kind: 'weekday'; weekday: number };

export interface Stamp {
  /** Null where only a time stood there. */
  day: WrittenDay | null;
  minute: number;
  hasSeconds: boolean;
  /** Where it begins in the line, white space before it included. */
  start: number;
  /** White space characters before it. */
  gap: number;
}

const agoWords: Record<string, number> = { 今天: 0, 昨天: 1, 前天: 2 };
const weekdayWords = '日一二三四五六';
/** Hours of the afternoon are written 1–12 after these. */
const afternoon = new Set(['下午', '晚上', '傍晚']);
/** The longest stamp is about 30 characters; no more of a line is ever looked at. */
const longest = 48;

const pattern =
  /(?:(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{1,2})月(\d{1,2})日|(今天|昨天|前天)|(?:星期|周)([一二三四五六日天]))?[ \t\u00a0\u3000]*(上午|下午|凌晨|早上|中午|晚上|傍晚)?[ \t]?(\d{1,2}):(\d{2})(:\d{2})?$/u;

/** The stamp a line ends in (`2026-03-09 14:02`, `2026年3月9日 下午2:02`, `昨天 14:02`, `14:02`), or undefined. */
export function findStamp(given: string): Stamp | undefined {
  const line = given.trimEnd();
  const from = Math.max(0, line.length - longest);
  const tail = line.slice(from);
  const found = pattern.exec(tail);
  if (!found) return undefined;
  const [whole, year, month, day, month2, day2, ago, weekday, half, hours, minutes, seconds] = found;
  const minute = minuteOf(Number(hours), Number(minutes), half);
  if (minute === undefined) return undefined;
  let start = from + found.index + (whole.length - whole.trimStart().length);
  const blank = line.slice(0, start);
  const gap = blank.length - blank.trimEnd().length;
  start -= gap;
  const common = { minute, hasSeconds: seconds !== undefined, start, gap };
  if (year) {
    const on = dateOfParts(Number(year), Number(month), Number(day));
    return on === undefined ? undefined : { ...common, day: { kind: 'date', on } };
  }
  if (month2) {
    const parts = { month: Number(month2), day: Number(day2) };
    if (dateOfParts(2024, parts.month, parts.day) === undefined) return undefined;
    return { ...common, day: { kind: 'monthDay', ...parts } };
  }
  if (ago) return { ...common, day: { kind: 'ago', days: agoWords[ago]! } };
  if (weekday) {
    const name = weekday === '天' ? '日' : weekday;
    return { ...common, day: { kind: 'weekday', weekday: weekdayWords.indexOf(name) } };
  }
  return { ...common, day: null };
}

function minuteOf(hours: number, minutes: number, half: string | undefined): number | undefined {
  if (hours > 23 || minutes > 59) return undefined;
  if (half === undefined || hours > 12) return hours * 60 + minutes;
  if (afternoon.has(half)) return ((hours % 12) + 12) * 60 + minutes;
  const isNoon = half === '中午' && hours < 11 && hours > 0;
  return (isNoon ? hours + 12 : half === '中午' ? hours : hours % 12) * 60 + minutes;
}

/** `yyyy-MM-dd`; undefined where the calendar has no such day. */
export function dateOfParts(year: number, month: number, day: number): string | undefined {
  const at = new Date(Date.UTC(year, month - 1, day));
  const isReal = at.getUTCMonth() === month - 1 && at.getUTCDate() === day && year >= 1900 && year <= 2200;
  return isReal ? at.toISOString().slice(0, 10) : undefined;
}

/** `—————  2026-03-09  —————`: three or more dashes, any white space, `-` or `/` or 年月日. */
const divider =
  /^[—–―─-]{3,20}[ \t\u00a0\u3000]{0,6}(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})日?[ \t\u00a0\u3000]{0,6}[—–―─-]{3,20}$/u;

/** The day that begins with this line, or undefined. */
export function findDivider(line: string): string | undefined {
  const text = line.trim();
  if (text.length < 14 || text.length > 70) return undefined;
  const found = divider.exec(text);
  return found ? dateOfParts(Number(found[1]), Number(found[2]), Number(found[3])) : undefined;
}
