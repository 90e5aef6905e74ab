/** Calendar arithmetic of the rules: one zone (rules.md: Asia/Shanghai, a day runs 00:00–24:00, weeks start Monday). */
import { memo } from '../lib/memo.ts';

export const companyZone = 'Asia/Shanghai';

/** Asia/Shanghai has had no daylight saving since 1991, so the offset is fixed. */
const offsetMs = 8 * 3_600_000;
export const dayMs = 86_400_000;

/** Lists and plans ask for the same few days tens of thousands of times: 22 years of them are remembered. */
const remembered = 8_192;

/** `yyyy-MM-dd` of a day counted from 1970-01-01. */
const nameOf = memo(remembered, (day: number) => new Date(day * dayMs).toISOString().slice(0, 10));

/** The calendar date `yyyy-MM-dd` of an instant in the company's zone. */
export function dateOf(at: string | number): string {
  const ms = typeof at === 'number' ? at : Date.parse(at);
  return nameOf(Math.floor((ms + offsetMs) / dayMs));
}

/** The instant at which a date begins in the company's zone. */
export const startOfDate = memo(remembered, (on: string) =>
  new Date(Date.parse(`${on}T00:00:00.000Z`) - offsetMs).toISOString(),
);

export function addDays(on: string, days: number): string {
  return nameOf(Date.parse(on) / dayMs + days);
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs);
}

/** The minute of the day (0–1,439) of an instant in the company's zone. */
export function minuteOf(at: number): number {
  const minutes = Math.floor((at + offsetMs) / 60_000);
  return ((minutes % 1_440) + 1_440) % 1_440;
}
