/** The ranges a lead looks at. Working days are Monday to Friday. */
import { addDays, daysBetween } from '#shared/domain/calendar.ts';

export const rangePresets = ['today', 'yesterday', 'last7', 'last20'] as const;
export type RangePreset = (typeof rangePresets)[number];

export interface ReviewRange {
  from: string;
  /** Inclusive. */
  to: string;
}

/** Days after `from` the server accepts at most. */
export const longestRangeDays = 92;

export function isWorkingDay(on: string): boolean {
  const weekday = new Date(`${on}T00:00:00.000Z`).getUTCDay();
  return weekday !== 0 && weekday !== 6;
}

/** The range that ends today and holds `count` working days, today counted if it is one. */
function lastWorkingDays(today: string, count: number): ReviewRange {
  let from = today;
  let found = isWorkingDay(today) ? 1 : 0;
  while (found < count) {
    from = addDays(from, -1);
    if (isWorkingDay(from)) found += 1;
  }
  return { from, to: today };
}

export function rangeOf(preset: RangePreset, today: string): ReviewRange {
  if (preset === 'today') return { from: today, to: today };
  if (preset === 'yesterday') return { from: addDays(today, -1), to: addDays(today, -1) };
  return lastWorkingDays(today, preset === 'last7' ? 7 : 20);
}

/** The range after one of its ends was set: the other end gives way where they cross or lie too far apart. */
export function allowedRange(from: string, to: string, set: 'from' | 'to'): ReviewRange {
  if (from > to) return set === 'from' ? { from, to: from } : { from: to, to };
  if (daysBetween(from, to) <= longestRangeDays) return { from, to };
  return set === 'from'
    ? { from, to: addDays(from, longestRangeDays) }
    : { from: addDays(to, -longestRangeDays), to };
}
