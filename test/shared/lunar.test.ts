import { expect, test } from 'vitest';
import { addDays } from '#shared/domain/calendar.ts';
import { lunarDayOf, nextLunarDay, solarDayOf } from '#shared/domain/lunar.ts';

const date = (month: number, day: number, isLeapMonth = false) => ({ month, day, isLeapMonth });

test('the first day of the lunar year', () => {
  expect(nextLunarDay(date(1, 1), '2026-01-01')).toBe('2026-02-17');
  expect(nextLunarDay(date(1, 1), '2026-02-17')).toBe('2026-02-17');
  expect(nextLunarDay(date(1, 1), '2026-02-18')).toBe('2027-02-06');
});

test('a day of the twelfth month falls into the next solar year', () => {
  expect(nextLunarDay(date(12, 8), '2026-01-01')).toBe('2026-01-26');
});

test('a leap month counts where there is one, else the ordinary month', () => {
  expect(solarDayOf(2025, date(6, 1, true))).toBe('2025-07-25');
  expect(solarDayOf(2025, date(6, 1))).toBe('2025-06-25');
  expect(solarDayOf(2026, date(6, 1, true))).toBe(solarDayOf(2026, date(6, 1)));
});

test('the 30th of a month of 29 days is its last day', () => {
  expect(solarDayOf(2025, date(12, 30))).toBe('2026-02-16');
  expect(solarDayOf(2023, date(12, 30))).toBe('2024-02-09');
});

test('a solar day has a lunar date, also in a leap month and before the new year', () => {
  expect(lunarDayOf('2025-07-25')).toEqual({ year: 2025, month: 6, day: 1, isLeapMonth: true });
  expect(lunarDayOf('2026-02-16')).toEqual({ year: 2025, month: 12, day: 29, isLeapMonth: false });
  expect(lunarDayOf('2026-02-17')).toEqual({ year: 2026, month: 1, day: 1, isLeapMonth: false });
  expect(lunarDayOf('2024-02-09')).toEqual({ year: 2023, month: 12, day: 30, isLeapMonth: false });
  expect(lunarDayOf('2033-12-22')).toEqual({ year: 2033, month: 11, day: 1, isLeapMonth: true });
});

test('there and back: every day of 40 years', () => {
  for (let on = '2010-01-01'; on < '2050-01-01'; on = addDays(on, 1)) {
    const { year, ...day } = lunarDayOf(on);
    expect(solarDayOf(year, day)).toBe(on);
  }
});
