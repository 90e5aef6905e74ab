import { expect, test } from 'vitest';
import { addDays, dateOf, daysBetween, startOfDate } from '#shared/domain/calendar.ts';

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
