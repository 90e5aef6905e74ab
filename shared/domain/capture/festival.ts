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
  大年初一: lunar(1, 1),
  春节: lunar(1, 1),
  元宵: lunar(1, 15),
  端午: lunar(5, 5),
  七夕: lunar(7, 7),
  中元: lunar(7, 15),
  中秋: lunar(8, 15),
  重阳: lunar(9, 9),
  腊八: lunar(12, 8),
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
  平安夜: solar(12, 24),
  圣诞: solar(12, 25),
};
