/** Calendar arithmetic of the rules: one zone (rules.md: Asia/Shanghai, a day runs 00:00–24:00, weeks start Monday). */
export const companyZone = 'Asia/Shanghai';

/** Asia/Shanghai has had no daylight saving since 1991, so the offset is fixed. */
const offsetMs = 8 * 3_600_000;
export const dayMs = 86_400_000;

/** The calendar date `yyyy-MM-dd` of an instant in the company's zone. */
export function dateOf(at: string | number): string {
  const ms = typeof at === 'number' ? at : Date.parse(at);
  return new Date(ms + offsetMs).toISOString().slice(0, 10);
}

/** The instant at which a date begins in the company's zone. */
export function startOfDate(on: string): string {
  return new Date(Date.parse(`${on}T00:00:00.000Z`) - offsetMs).toISOString();
}

export function addDays(on: string, days: number): string {
  return new Date(Date.parse(`${on}T00:00:00.000Z`) + days * dayMs).toISOString().slice(0, 10);
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00.000Z`) - Date.parse(`${from}T00:00:00.000Z`)) / dayMs);
}
