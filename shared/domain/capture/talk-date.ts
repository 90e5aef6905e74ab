/** The days of a talk: from dividers, from what stands with the time, or worked out from the order of the times. */
import { addDays, dateOf, minuteOf, startOfDate } from '../calendar.ts';
import type { Head } from './talk-head.ts';
import { dateOfParts, findDivider, type WrittenDay } from './talk-stamp.ts';
import type { Certainty } from './talk-message.ts';

export interface Dated {
  at: string | null;
  certainty: Certainty;
}

/**
 * In the order of the heads. Where no day is written, the last message is of the last day it can be (before `now`, or
 * before the next divider), and the day before begins where the time goes backwards.
 */
export function datesOf(lines: readonly string[], heads: readonly Head[], now: number): Dated[] {
  const sections = sectionsOf(lines, heads);
  const dated: Dated[] = heads.map(() => ({ at: null, certainty: 'none' }));
  let next: { on: string; minute: number } = { on: dateOf(now), minute: minuteOf(now) };
  for (let index = heads.length - 1; index >= 0; index--) {
    const { minute, day } = heads[index]!;
    const divided = sections[index];
    if (minute === null) continue;
    const written = day ? dayOf(day, now) : divided;
    const isExact = day ? day.kind === 'date' : divided !== undefined;
    const on = written ?? (minute <= next.minute ? next.on : addDays(next.on, -1));
    next = { on, minute };
    // What stands before a divider is of the day before it at the latest.
    if (divided !== undefined && sections[index - 1] === undefined) next.minute = -1;
    dated[index] = { at: instantAt(on, minute), certainty: isExact ? 'exact' : 'assumed' };
  }
  return dated;
}

export function instantAt(on: string, minute: number): string {
  return new Date(Date.parse(startOfDate(on)) + minute * 60_000).toISOString();
}

/** Per head the day of the divider above it. */
function sectionsOf(lines: readonly string[], heads: readonly Head[]): (string | undefined)[] {
  let line = 0;
  let on: string | undefined;
  return heads.map((head) => {
    for (; line < head.line; line++) on = findDivider(lines[line]!) ?? on;
    return on;
  });
}

function dayOf(day: WrittenDay, now: number): string {
  const today = dateOf(now);
  switch (day.kind) {
    case 'date':
      return day.on;
    case 'ago':
      return addDays(today, -day.days);
    case 'weekday': {
      const back = (new Date(`${today}T00:00:00.000Z`).getUTCDay() - day.weekday + 7) % 7;
      return addDays(today, -(back === 0 ? 7 : back));
    }
    case 'monthDay': {
      const year = Number(today.slice(0, 4));
      const days = [0, 1, 2, 3, 4].map((back) => dateOfParts(year - back, day.month, day.day));
      return days.find((on) => on !== undefined && on <= today)!;
    }
  }
}
