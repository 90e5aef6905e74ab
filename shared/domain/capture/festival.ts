/** Days of the year that are called by a name, lunar and solar. */
import type { AnnualDate } from '../annual-date.ts';

const solar = (month: number, day: number): AnnualDate => ({
  calendar: 'solar',
  month,
  day,
  isLeapMonth: false,
});
const lunar = (month: number, day: number): AnnualDate => ({
  calendar: 'lunar',
  month,
  day,
  isLeapMonth: false,
});

/** The 30th of a short twelfth month is its last day (lunar.ts), which is what 除夕 means. */
export const festivals: Readonly<Record<string, AnnualDate>> = {
  除夕: lunar(12, 30),
  年三十: lunar(12, 30),
  大年三十: lunar(12, 30),
  大年夜: lunar(12, 30),
  大年初一: lunar(1, 1),
  过年: lunar(1, 1),
  春节: lunar(1, 1),
  元宵: lunar(1, 15),
  端午: lunar(5, 5),
  七夕: lunar(7, 7),
  中元: lunar(7, 15),
  中秋: lunar(8, 15),
  重阳: lunar(9, 9),
  寒衣: lunar(10, 1),
  下元: lunar(10, 15),
  腊八: lunar(12, 8),
  龙抬头: lunar(2, 2),
  小年: lunar(12, 23),
  元旦: solar(1, 1),
  情人节: solar(2, 14),
  妇女节: solar(3, 8),
  三八节: solar(3, 8),
  劳动节: solar(5, 1),
  五一: solar(5, 1),
  儿童节: solar(6, 1),
  六一: solar(6, 1),
  教师节: solar(9, 10),
  国庆: solar(10, 1),
  十一假期: solar(10, 1),
  双十一: solar(11, 11),
  双11: solar(11, 11),
  双十二: solar(12, 12),
  植树节: solar(3, 12),
  青年节: solar(5, 4),
  建军节: solar(8, 1),
  '618': solar(6, 18),
  平安夜: solar(12, 24),
  圣诞: solar(12, 25),
};

/** Of a month of a year the nth Sunday. */
function sunday(month: number, nth: number): (year: number) => string {
  return (year) => {
    const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay();
    const day = 1 + ((7 - first) % 7) + 7 * (nth - 1);
    return `${year}-${two(month)}-${two(day)}`;
  };
}

const two = (count: number) => String(count).padStart(2, '0');

/** A solar term by the usual rule for 2000–2099: the day falls back in a leap year. */
function term(month: number, century: number, leapsBefore = 0): (year: number) => string {
  return (year) => {
    const short = year % 100;
    const day = Math.floor(short * 0.2422 + century) - Math.floor((short - leapsBefore) / 4);
    return `${year}-${two(month)}-${two(day)}`;
  };
}

/** Days of the year that move in the solar calendar. */
export const floating: Readonly<Record<string, (year: number) => string>> = {
  清明: term(4, 4.81),
  冬至: term(12, 21.94),
  立春: term(2, 3.87, 1),
  夏至: term(6, 21.37),
  立秋: term(8, 7.5),
  母亲节: sunday(5, 2),
  父亲节: sunday(6, 3),
};
