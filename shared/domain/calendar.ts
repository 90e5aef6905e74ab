/** Calendar arithmetic of the rules: one zone (rules.md: Asia/Shanghai, a day runs 00:00–24:00, weeks start Monday). */
export const companyZone = 'Asia/Shanghai';

/** Asia/Shanghai has had no daylight saving since 1991, so the offset is fixed. */
const offsetMs = 8 * 3_600_000;
export const dayMs = 86_400_000;

// Lists and plans ask for the same few days tens of thousands of times, so the answers are remembered.
const names = new Map<number, string>();

/** `yyyy-MM-dd` of a day counted from 1970-01-01. */
function nameOf(day: number): string {
  let name = names.get(day);
  if (name === undefined) {
    name = new Date(day * dayMs).toISOString().slice(0, 10);
    names.set(day, name);
  }
  return name;
}

/** The calendar date `yyyy-MM-dd` of an instant in the company's zone. */
export function dateOf(at: string | number): string {
  const ms = typeof at === 'number' ? at : Date.parse(at);
  return nameOf(Math.floor((ms + offsetMs) / dayMs));
}

const starts = new Map<string, string>();

/** The instant at which a date begins in the company's zone. */
export function startOfDate(on: string): string {
  let start = starts.get(on);
  if (start === undefined) {
    start = new Date(Date.parse(`${on}T00:00:00.000Z`) - offsetMs).toISOString();
    starts.set(on, start);
  }
  return start;
}

export function addDays(on: string, days: number): string {
  return nameOf(Date.parse(on) / dayMs + days);
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs);
}
