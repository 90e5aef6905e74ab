/** The days and times a text speaks of, counted from the moment it was said: 后天, 下周三, 8号上午, 农历八月十五, 三天后. */
import type { AnnualDate } from '../annual-date.ts';
import { addDays, dateOf, minuteOf } from '../calendar.ts';
import { clockAfter } from './clock-word.ts';
import { dateRules, dateTrigger } from './date-rule.ts';
import type { Said } from './said-day.ts';

export interface DateWord {
  /** Where it stands in the text, its time of day included. */
  start: number;
  end: number;
  on: string;
  /** Of the day; null where no time of day is named. */
  minute: number | null;
  /** The words leave room: 下周, 月底, 三个月后, a time without its day. */
  isLoose: boolean;
  /** What comes back every year, where the words say a day of the year. */
  annual: AnnualDate | null;
}

/** In the order of the text, none over another: of two that overlap the one that begins first, then the longer one. */
export function findDates(given: string, at: number): DateWord[] {
  // One width, and never another length: places in the text stay what they are.
  const text = given.replace(/[\uff10-\uff19\uff1a]/gu, (wide) =>
    String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
  );
  if (!dateTrigger.test(text)) return [];
  const said = { today: dateOf(at), at };
  const found = dateRules.flatMap(([pattern, read]) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const day = read(match as RegExpExecArray, said);
      if (!day) return [];
      const end = match.index + match[0].length;
      const clock = clockAfter(text, /[晚早]$/u.test(match[0]) ? end - 1 : end);
      const minute = day.minute ?? clock?.minute ?? null;
      return [
        {
          start: match.index,
          end: Math.max(end, clock?.end ?? end),
          on: day.on,
          minute,
          isLoose: day.isLoose ?? false,
          annual: day.annual ?? null,
        },
      ];
    }),
  );
  const sorted = found.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const kept: DateWord[] = [];
  for (const word of sorted) if (word.start >= (kept.at(-1)?.end ?? 0)) kept.push(word);
  return kept.length > 0 ? kept : bareTimes(text, said);
}

/** A time without its day is of the same day, or of the next one where it is over. */
function bareTimes(text: string, { today, at }: Said): DateWord[] {
  const found = /(?:上午|早上|中午|下午|傍晚|晚上)|(?<![\d:])\d{1,2}(?:点|:\d{2})/u.exec(text);
  const clock = found && clockAfter(text, found.index);
  if (!found || !clock || clock.isRough) return [];
  const on = clock.minute > minuteOf(at) ? today : addDays(today, 1);
  return [{ start: found.index, end: clock.end, on, minute: clock.minute, isLoose: true, annual: null }];
}
