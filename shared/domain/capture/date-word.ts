/** The days and times a text speaks of, counted from the moment it was said: 后天, 下周三, 8号上午, 农历八月十五, 三天后. */
import { addDays, dateOf, minuteOf } from '../calendar.ts';
import { nextLunarDay } from '../lunar.ts';
import { numberForm, numberOf } from './chinese-number.ts';
import { clockAfter } from './clock-word.ts';
import type { AnnualDate } from '../annual-date.ts';
import { festivals } from './festival.ts';
import { dateOfParts } from './talk-stamp.ts';

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

interface Said {
  today: string;
  at: number;
}
type Day = Pick<DateWord, 'on'> & Partial<Pick<DateWord, 'isLoose' | 'annual' | 'minute'>>;
type Rule = readonly [pattern: RegExp, read: (found: RegExpExecArray, said: Said) => Day | undefined];

const n = numberForm;
const near: Record<string, number> = {
  今天: 0,
  今日: 0,
  今晚: 0,
  今早: 0,
  明天: 1,
  明日: 1,
  明儿: 1,
  明早: 1,
  明晚: 1,
  后天: 2,
  后日: 2,
  后儿: 2,
  大后天: 3,
};
const monthEnds: Record<string, number> = { 初: 5, 中: 15, 底: 31, 末: 31 };
const lunarMonths: Record<string, number> = { 正月: 1, 冬月: 11, 腊月: 12 };

const rules: readonly Rule[] = [
  [
    /(\d{4})[年/-](\d{1,2})[月/-](\d{1,2})[日号]?/gu,
    ([, y, m, d]) => known(dateOfParts(Number(y), Number(m), Number(d)), solarDay(Number(m), Number(d))),
  ],
  [
    /大后天|后天|后[日儿]|明天|明日|明儿|今天|今日|[今明][晚早]/gu,
    ([word], { today }) => ({ on: addDays(today, near[word]!) }),
  ],
  [
    new RegExp(`(?:过)?(${n})\\s?天(?:之后|以后|后|内)|过(${n})天`, 'gu'),
    ([, a, b], { today }) => after(today, numberOf(a ?? b)),
  ],
  [
    new RegExp(`(${n})\\s?(?:个)?(?:周|星期|礼拜)(?:之后|以后|后)`, 'gu'),
    ([, a], { today }) => after(today, times(numberOf(a), 7), true),
  ],
  [new RegExp(`(${n})\\s?个月(?:之后|以后|后)`, 'gu'), ([, a], { today }) => monthsAfter(today, numberOf(a))],
  [/半个月(?:之后|以后|后)/gu, (_, { today }) => after(today, 15, true)],
  [
    new RegExp(`(半|${n})\\s?(?:个)?(?:小时|钟头)(?:之后|以后|后)`, 'gu'),
    ([, a], said) => minutesAfter(said, a === '半' ? 30 : times(numberOf(a), 60)),
  ],
  [new RegExp(`(${n})\\s?分钟(?:之后|以后|后)`, 'gu'), ([, a], said) => minutesAfter(said, numberOf(a))],
  [
    /(下下|下|这|本)?个?(?:周|星期|礼拜)([一二三四五六日天])/gu,
    ([, which, day], { today }) => ({
      on: weekday(today, which, '一二三四五六日'.indexOf(day === '天' ? '日' : day!)),
    }),
  ],
  [/(下下|下|这|本)?个?周末/gu, ([, which], { today }) => ({ on: weekday(today, which, 5), isLoose: true })],
  [
    /(下下|下)个?(?:周|星期|礼拜)(?![一二三四五六日天末])/gu,
    ([, which], { today }) => ({ on: weekday(today, which, 0), isLoose: true }),
  ],
  [
    new RegExp(`(?:农历|阴历|旧历)\\s?(闰)?(正月|冬月|腊月|(${n})月)(?:初)?(${n})(?:日|号)?`, 'gu'),
    ([, leap, name, month, day], said) =>
      lunarDay(said, lunarMonths[name!] ?? numberOf(month), numberOf(day), leap !== undefined),
  ],
  [
    new RegExp(
      `(闰)?(正月|冬月|腊月|([一二三四五六七八九十]{1,2})月)(初[一二三四五六七八九十]|廿[一二三四五六七八九]?)`,
      'gu',
    ),
    ([, leap, name, month, day], said) =>
      lunarDay(
        said,
        lunarMonths[name!] ?? numberOf(month),
        numberOf(day!.replace('初', '')),
        leap !== undefined,
      ),
  ],
  [
    /(正月|冬月|腊月)([一二三四五六七八九十]{1,3})/gu,
    ([, name, day], said) => lunarDay(said, lunarMonths[name!], numberOf(day), false),
  ],
  [
    /([一二三四五六七八九]|十[一二]?)月(十[一二三四五六七八九]?|二十[一二三四五六七八九]?|三十)(?![日号一二三四五六七八九十])/gu,
    ([, month, day], said) => loose(lunarDay(said, numberOf(month), numberOf(day), false)),
  ],
  [
    new RegExp(`(?:(明年|今年)\\s?)?(${n})月(?:份)?\\s?(${n})[日号]?`, 'gu'),
    ([whole, year, month, day], said) =>
      monthDay(
        said,
        year,
        numberOf(month),
        numberOf(day),
        /[日号]$/u.test(whole) || /^\D*\d+月\s?\d+$/u.test(whole),
      ),
  ],
  [
    new RegExp(`(${n})月(?:份)?([初中底末])`, 'gu'),
    ([, month, part], { today }) => partOfMonth(nextMonthNamed(today, numberOf(month)), part!),
  ],
  [
    new RegExp(`下(?:个)?月\\s?(?:的)?(${n})[日号]`, 'gu'),
    ([, day], { today }) => dayOf(nextMonth(today), numberOf(day)),
  ],
  [/下(?:个)?月([初中底末])?/gu, ([, part], { today }) => partOfMonth(nextMonth(today), part ?? '初')],
  [/(?:这个?月|本月|月)([底末])(?!月)/gu, ([, part], { today }) => partOfMonth(today.slice(0, 7), part!)],
  [/年底|年末/gu, (_, { today }) => ({ on: `${today.slice(0, 4)}-12-31`, isLoose: true })],
  [
    new RegExp(`(?<![\\d月])(${n})[号日](?![楼店线院房仓馆柜门机码桌厅元子本常期])`, 'gu'),
    ([, day], { today }) => nextDayOf(today, numberOf(day)),
  ],
  [
    new RegExp(
      Object.keys(festivals)
        .toSorted((a, b) => b.length - a.length)
        .join('|'),
      'gu',
    ),
    ([word], said) => yearly(said, festivals[word]!),
  ],
  [
    /清明/gu,
    (_, { today }) =>
      [0, 1]
        .map((ahead) => ({ on: qingming(Number(today.slice(0, 4)) + ahead) }))
        .find(({ on }) => on >= today),
  ],
];

/** Without one of these no rule finds anything: most sentences of a talk speak of no day. */
const trigger = new RegExp(
  `[\\d天周月日号年午]|今|明|后|星期|礼拜|小时|钟|初|早上|傍晚|晚上|${Object.keys(festivals).join('|')}`,
  'u',
);

/** In the order of the text, none over another: of two that overlap the one that begins first, then the longer one. */
export function findDates(given: string, at: number): DateWord[] {
  // One width, and never another length: places in the text stay what they are.
  const text = given.replace(/[\uff10-\uff19\uff1a]/gu, (wide) =>
    String.fromCharCode(wide.charCodeAt(0) - 0xfee0),
  );
  if (!trigger.test(text)) return [];
  const said = { today: dateOf(at), at };
  const found = rules.flatMap(([pattern, read]) =>
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

const solarDay = (month: number, day: number): AnnualDate => ({
  calendar: 'solar',
  month,
  day,
  isLeapMonth: false,
});
const times = (count: number | undefined, by: number) => (count === undefined ? undefined : count * by);
const loose = (day: Day | undefined): Day | undefined => day && { ...day, isLoose: true };

function known(on: string | undefined, annual: AnnualDate): Day | undefined {
  return on === undefined ? undefined : { on, annual };
}

function after(today: string, days: number | undefined, isLoose = false): Day | undefined {
  return days === undefined || days > 1_000 ? undefined : { on: addDays(today, days), isLoose };
}

function minutesAfter({ at }: Said, minutes: number | undefined): Day | undefined {
  if (minutes === undefined) return undefined;
  const then = at + minutes * 60_000;
  return { on: dateOf(then), minute: minuteOf(then) };
}

function weekday(today: string, which: string | undefined, wanted: number): string {
  const now = (new Date(`${today}T00:00:00.000Z`).getUTCDay() + 6) % 7;
  const weeks = which === '下下' ? 2 : which === '下' ? 1 : which === undefined && wanted < now ? 1 : 0;
  return addDays(today, wanted - now + 7 * weeks);
}

function lunarDay(
  said: Said,
  month: number | undefined,
  day: number | undefined,
  isLeapMonth: boolean,
): Day | undefined {
  if (!month || month > 12 || !day || day > 30) return undefined;
  return yearly(said, { calendar: 'lunar', month, day, isLeapMonth });
}

function yearly({ today }: Said, annual: AnnualDate): Day | undefined {
  if (annual.calendar === 'lunar') return { on: nextLunarDay(annual, today), annual };
  const year = Number(today.slice(0, 4));
  const on = [year, year + 1]
    .map((each) => dateOfParts(each, annual.month, annual.day))
    .find((each) => each && each >= today);
  return on === undefined ? undefined : { on, annual };
}

/** A day of a month that is over is of next year, but for one of the last months, which is taken as past. */
function monthDay(
  said: Said,
  year: string | undefined,
  month: number | undefined,
  day: number | undefined,
  isSure: boolean,
): Day | undefined {
  if (!month || !day || !isSure) return undefined;
  const annual = solarDay(month, day);
  const thisYear = Number(said.today.slice(0, 4));
  if (year === undefined) return yearly(said, annual);
  return known(dateOfParts(year === '明年' ? thisYear + 1 : thisYear, month, day), annual);
}

function lastDay(month: string): number {
  return new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate();
}

function dayOf(month: string, day: number | undefined): Day | undefined {
  const on =
    day === undefined ? undefined : dateOfParts(Number(month.slice(0, 4)), Number(month.slice(5, 7)), day);
  return on === undefined ? undefined : { on };
}

function partOfMonth(month: string | undefined, part: string): Day | undefined {
  return month === undefined ? undefined : loose(dayOf(month, Math.min(monthEnds[part]!, lastDay(month))));
}

function nextMonth(today: string): string {
  return addDays(`${today.slice(0, 7)}-28`, 7).slice(0, 7);
}

function nextMonthNamed(today: string, month: number | undefined): string | undefined {
  if (!month || month > 12) return undefined;
  const year = Number(today.slice(0, 4)) + (month < Number(today.slice(5, 7)) ? 1 : 0);
  return `${year}-${String(month).padStart(2, '0')}`;
}

function monthsAfter(today: string, months: number | undefined): Day | undefined {
  if (months === undefined || months > 60) return undefined;
  const total = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1 + months;
  const month = `${Math.floor(total / 12)}-${String((total % 12) + 1).padStart(2, '0')}`;
  return loose(dayOf(month, Math.min(Number(today.slice(8)), lastDay(month))));
}

/** 8号: of this month, or of the next one that has such a day. */
function nextDayOf(today: string, day: number | undefined): Day | undefined {
  if (!day || day > 31) return undefined;
  const thisMonth = today.slice(0, 7);
  const next = nextMonth(today);
  return [thisMonth, next, nextMonth(`${next}-01`)]
    .map((month) => dayOf(month, day))
    .find((found) => found && found.on >= today);
}

/** The day of the solar term, 2000–2099. */
function qingming(year: number): string {
  const day = Math.floor((year % 100) * 0.2422 + 4.81) - Math.floor((year % 100) / 4);
  return `${year}-04-0${day}`;
}
