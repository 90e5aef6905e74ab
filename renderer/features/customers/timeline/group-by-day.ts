/** Splits entries, newest first, into runs of one calendar day of the company's zone. */
import { dateOf } from '#shared/domain/calendar.ts';

export interface DayGroup<T> {
  on: string;
  entries: T[];
}

export function groupByDay<T extends { at: string }>(entries: readonly T[]): DayGroup<T>[] {
  const groups: DayGroup<T>[] = [];
  for (const entry of entries) {
    const on = dateOf(entry.at);
    const last = groups.at(-1);
    if (last?.on === on) last.entries.push(entry);
    else groups.push({ on, entries: [entry] });
  }
  return groups;
}
