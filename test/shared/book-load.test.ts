import { describe, expect, test } from 'vitest';
import { bookLoadOf, isBookTooFull } from '#shared/domain/plan/book-load.ts';
import { defaultSettings } from '#shared/domain/setting.ts';

/** 20 % A, 30 % B, the rest C. */
const mix = (customers: number) => ({ A: 0.2 * customers, B: 0.3 * customers, C: 0.5 * customers });

describe('[R2] whether a book fits into the working days', () => {
  test('with the defaults a full-time rep carries about 400 active customers', () => {
    const load = bookLoadOf(mix(400), defaultSettings);
    expect(load).toMatchObject({ customers: 400, available: 300 - 75 - 58, fits: 429 });
    expect(load.needed).toBeCloseTo(155.6, 1);
    expect(isBookTooFull(load)).toBe(false);
    expect(isBookTooFull(bookLoadOf(mix(430), defaultSettings))).toBe(true);
  });

  test('of one customer of tier A: a talk of 4 minutes in 7 days, a look of half a minute in 3.5, in five days of seven', () => {
    expect(bookLoadOf({ A: 1 }, defaultSettings).needed).toBeCloseTo((4 / 7 + 0.5 / 3.5) * (7 / 5));
    expect(bookLoadOf({ NURTURE: 1 }, defaultSettings).needed).toBeCloseTo((4 / 60) * (7 / 5));
  });

  test('new friends have minutes of their own; an empty book fits whatever the day', () => {
    expect(bookLoadOf({ N: 50 }, defaultSettings)).toMatchObject({ needed: 0, customers: 50, fits: null });
    expect(isBookTooFull(bookLoadOf({}, { ...defaultSettings, 'day.minutes': 60 }))).toBe(false);
  });

  test('shorter days carry fewer', () => {
    const load = bookLoadOf(mix(400), { ...defaultSettings, 'day.minutes': 192 });
    expect(load).toMatchObject({ available: 59, fits: 151 });
    expect(isBookTooFull(load)).toBe(true);
  });
});
