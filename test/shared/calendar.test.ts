import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, dateOf, daysBetween, instantAt, msOf, startOfDate } from '#shared/domain/calendar.ts';

test('a day in Shanghai begins at 16:00 UTC of the day before', () => {
  expect(startOfDate('2026-03-01')).toBe('2026-02-28T16:00:00.000Z');
  expect(startOfDate('2026-03-01')).toBe('2026-02-28T16:00:00.000Z');
  expect(dateOf('2026-02-28T15:59:59.999Z')).toBe('2026-02-28');
  expect(dateOf('2026-02-28T16:00:00.000Z')).toBe('2026-03-01');
  expect(dateOf(Date.parse('1969-12-31T15:59:59.999Z'))).toBe('1969-12-31');
});

test('days are added and counted over months, leap days and years', () => {
  expect(addDays('2024-02-28', 1)).toBe('2024-02-29');
  expect(addDays('2025-12-31', 1)).toBe('2026-01-01');
  expect(addDays('2026-01-01', -366)).toBe('2024-12-31');
  expect(daysBetween('2024-02-28', '2024-03-01')).toBe(2);
  expect(daysBetween('2026-03-01', '2026-02-27')).toBe(-2);
});

test('every day of 700 years has its name and its place, as the calendar of the platform has them', () => {
  const first = Date.parse('1600-01-01') / 86_400_000;
  for (let day = first; day < first + 256_000; day += 1) {
    const on = new Date(day * 86_400_000).toISOString().slice(0, 10);
    if (addDays(on, 0) !== on || daysBetween('1970-01-01', on) !== day)
      expect.fail(`${on} is not day ${day}`);
  }
});

test('the day of an instant is the same, written down in full, shorter, with another offset or as a number', () => {
  const start = Date.parse('2023-12-30T00:00:00.000Z');
  for (let minute = 0; minute < 5 * 1_440; minute += 17) {
    const ms = start + minute * 60_000;
    const at = new Date(ms).toISOString();
    const local = new Date(ms + 8 * 3_600_000).toISOString();
    expect(dateOf(at)).toBe(local.slice(0, 10));
    expect(dateOf(ms)).toBe(local.slice(0, 10));
    expect(dateOf(at.replace('.000', ''))).toBe(local.slice(0, 10));
    expect(dateOf(local.replace('.000Z', '+08:00'))).toBe(local.slice(0, 10));
  }
});

test('an instant is read and written as the platform does it', () => {
  const ms = fc.oneof(
    fc.integer({ min: Date.parse('1900-01-01'), max: Date.parse('2150-01-01') }),
    fc.integer({ min: -62_167_219_200_000, max: 253_402_300_799_999 }),
  );
  fc.assert(
    fc.property(ms, fc.constantFrom(0, 0.25, 0.75), (at, part) => {
      const written = new Date(at).toISOString();
      expect(instantAt(at)).toBe(written);
      expect(instantAt(at + part)).toBe(new Date(at + part).toISOString());
      expect(msOf(written)).toBe(at);
    }),
    { numRuns: 2_000 },
  );
  for (const text of ['2026-03-01T08:00:00Z', '2026-03-01T08:00:00.000+08:00', '2026-03-01'])
    expect(msOf(text)).toBe(Date.parse(text));
  expect(() => instantAt(Number.NaN)).toThrow(RangeError);
});
