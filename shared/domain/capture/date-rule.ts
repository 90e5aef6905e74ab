/** How the days and times a text speaks of are written, each with how it is read. */
import { addDays } from '../calendar.ts';
import { numberForm, numberOf } from './chinese-number.ts';
import { festivals, floating } from './festival.ts';
import {
  after,
  beside,
  comingPart,
  dayOf,
  floatingDay,
  inYear,
  known,
  loose,
  lunarDate,
  minutesAfter,
  monthDay,
  monthsAfter,
  newYearDay,
  nextDayOf,
  nextMonth,
  nextMonthNamed,
  partOfMonth,
  solarDay,
  thirdOfMonth,
  times,
  weekday,
  yearly,
  type Said,
  type SaidDay,
} from './said-day.ts';
import { dateOfParts } from './talk-stamp.ts';

type Rule = readonly [pattern: RegExp, read: (found: RegExpExecArray, said: Said) => SaidDay | undefined];

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
const lunarMonths: Record<string, number> = { 正月: 1, 冬月: 11, 腊月: 12 };
const yearForm = '(?:(今年|明年|后年)的?\\s?)?';
const festivalForm = Object.keys(festivals)
  .toSorted((a, b) => b.length - a.length)
  .join('|');

export const dateRules: readonly Rule[] = [
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
    new RegExp(
      `${yearForm}(?:农历|阴历|旧历)的?\\s?(闰)?(正月|冬月|腊月|(${n})月)(?:初)?(${n})(?:日|号)?`,
      'gu',
    ),
    ([, year, leap, name, month, day], said) =>
      inYear(said, year, lunarDate(lunarMonths[name!] ?? numberOf(month), numberOf(day), leap !== undefined)),
  ],
  [
    new RegExp(
      `${yearForm}(闰)?(正月|冬月|腊月|([一二三四五六七八九十]{1,2})月)(初[一二三四五六七八九十]|廿[一二三四五六七八九]?)`,
      'gu',
    ),
    ([, year, leap, name, month, day], said) =>
      inYear(
        said,
        year,
        lunarDate(
          lunarMonths[name!] ?? numberOf(month),
          numberOf(day!.replace('初', '')),
          leap !== undefined,
        ),
      ),
  ],
  [
    new RegExp(`${yearForm}(正月|冬月|腊月)\\s?(?:初)?(\\d{1,2}|[一二三四五六七八九十廿]{1,3})`, 'gu'),
    ([, year, name, day], said) => inYear(said, year, lunarDate(lunarMonths[name!], numberOf(day), false)),
  ],
  [
    // 二月二 and the like are lunar days by custom; with 日 or 号 they are solar ones.
    /([一二三四五六七八九]|十[一二]?)月(十[一二三四五六七八九]?|二十[一二三四五六七八九]?|三十|(?<=二月)二|(?<=三月)三|(?<=九月)九)(?![日号一二三四五六七八九十])/gu,
    ([, month, day], said) =>
      loose(inYear(said, undefined, lunarDate(numberOf(month), numberOf(day), false))),
  ],
  [
    /(正月|冬月|腊月)(?![初廿一二三四五六七八九十\d\s])(?:里|份|底|末)?/gu,
    ([whole, name], said) =>
      loose(inYear(said, undefined, lunarDate(lunarMonths[name!], /[底末]$/u.test(whole) ? 30 : 1, false))),
  ],
  [
    /(?<![上读念升在月])(?:大年)?初([一二三四五六七八九十])(?![中高一二三四五六七八九十])/gu,
    ([whole, day], said) => newYearDay(said, numberOf(day), whole.startsWith('大年')),
  ],
  [
    new RegExp(`${yearForm}(${n})月(?:份)?\\s?(${n})[日号]?`, 'gu'),
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
    new RegExp(`(${n})月(?:份)?([初中底末])(?!秋)`, 'gu'),
    ([, month, part], { today }) => partOfMonth(nextMonthNamed(today, numberOf(month)), part!),
  ],
  [
    new RegExp(`下(?:个)?月\\s?(?:的)?(${n})[日号]`, 'gu'),
    ([, day], { today }) => dayOf(nextMonth(today), numberOf(day)),
  ],
  [/下(?:个)?月([初中底末])?/gu, ([, part], { today }) => partOfMonth(nextMonth(today), part ?? '初')],
  [
    /(?<!下个?)(?:这个?月|本月|月)([初中底末])(?![月午秋一二三四五六七八九十])/gu,
    ([, part], { today }) => partOfMonth(comingPart(today, part!), part!),
  ],
  [
    new RegExp(`(?:这个?月|本月)\\s?(?:的)?(${n})[日号]`, 'gu'),
    ([, day], { today }) => dayOf(today.slice(0, 7), numberOf(day)),
  ],
  [
    new RegExp(`(?:(下个?月|${n}月)(?:的)?)?([上中下])旬`, 'gu'),
    ([, month, third], { today }) => thirdOfMonth(today, month, third!),
  ],
  [
    /(?:这|本)个?(?:周|星期|礼拜)(?:内|里|之内)|(?:这|本)个?(?:周|星期|礼拜)(?![一二三四五六日天末内里])/gu,
    (_, { today }) => ({ on: weekday(today, '本', 6), isLoose: true }),
  ],
  [/半年(?:之后|以后|后)/gu, (_, { today }) => monthsAfter(today, 6)],
  [
    new RegExp(`(${n})\\s?年(?:之后|以后|后)`, 'gu'),
    ([, years], { today }) => monthsAfter(today, times(numberOf(years), 12)),
  ],
  [/年底|年末/gu, (_, { today }) => ({ on: `${today.slice(0, 4)}-12-31`, isLoose: true })],
  [
    new RegExp(`(?<![\\d月])(${n})[号日](?![楼店线院房仓馆柜门机码桌厅元子本常期])`, 'gu'),
    ([, day], { today }) => nextDayOf(today, numberOf(day)),
  ],
  [
    new RegExp(`${yearForm}(${festivalForm})(?:节|假期|长假)?(之前|以前|前|之后|以后|后)?`, 'gu'),
    ([, year, word, side], said) => beside(said, inYear(said, year, festivals[word!]), side),
  ],
  [
    new RegExp(`${yearForm}(${Object.keys(floating).join('|')})(?:节)?(之前|以前|前|之后|以后|后)?`, 'gu'),
    ([, year, word, side], said) => beside(said, floatingDay(said, year, floating[word!]!), side),
  ],
  [
    /(?<![\d一二两三四五六七八九十几多半当去前])年前(?!的)/gu,
    (_, said) => beside(said, yearly(said, festivals['春节']!), '前'),
  ],
  [
    /(?:过完年|(?<![\d一二两三四五六七八九十几多半当去前过])年)(?:之后|以后|后)(?!半)/gu,
    (_, said) => beside(said, yearly(said, festivals['春节']!), '后'),
  ],
];

/** Without one of these no rule finds anything: most sentences of a talk speak of no day. */
export const dateTrigger = new RegExp(
  `[\\d天周月日号年午旬]|今|明|后|星期|礼拜|小时|钟|初|早上|傍晚|晚上|${festivalForm}|${Object.keys(floating).join('|')}`,
  'u',
);
