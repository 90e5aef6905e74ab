/**
 * What a week's work went into and what came of it: minutes per tier (C02), answers per channel, class, hour and text
 * (D14), promises (D15). Pure; times are of the company's zone.
 */
import { addDays, minuteOf } from './calendar.ts';
import { promiseOutcome, type PromiseOutcome } from './card/promise-outcome.ts';
import type { Promised, Tier, Touch, TouchKind } from './entity/book.ts';
import type { PlanItem } from './entity/user.ts';
import { laneOf } from './plan/day/lane.ts';

export type WeekItem = Pick<PlanItem, 'kind' | 'deciMinutes' | 'status' | 'displacedAt'> & {
  tier: Tier;
  /** Of the touch by which it was done; null where none was given. */
  minutes: number | null;
};

export interface TierMinutes {
  tier: Tier;
  planned: number;
  spent: number;
}

export const discretionaryTiers = ['A', 'B', 'C', 'NURTURE'] as const satisfies readonly Tier[];

/**
 * Minutes of what is not an obligation and not for new friends (lanes A and BC of R7). Spent: of what was done, as long
 * as its touch says, else as long as it was planned.
 */
export function minutesPerTier(items: Iterable<WeekItem>): TierMinutes[] {
  const perTier = new Map(discretionaryTiers.map((tier) => [tier as Tier, { planned: 0, spent: 0 }]));
  for (const { kind, tier, deciMinutes, status, displacedAt, minutes } of items) {
    const lane = laneOf(kind, tier);
    const sum = perTier.get(tier);
    if (!sum || lane === 'obligation' || lane === 'new') continue;
    // What gave way to something else left its minutes to that.
    if (!displacedAt || status === 'done') sum.planned += deciMinutes / 10;
    if (status === 'done') sum.spent += minutes ?? deciMinutes / 10;
  }
  return [...perTier].map(([tier, sum]) => ({ tier, ...sum }));
}

/** Share of tier A, 0–1; null where there are no minutes. */
export function shareOfA(lines: readonly TierMinutes[], of: 'planned' | 'spent'): number | null {
  const all = lines.reduce((sum, line) => sum + line[of], 0);
  return all === 0 ? null : (lines.find(({ tier }) => tier === 'A')?.[of] ?? 0) / all;
}

/** Parts of a working day by the hour they begin, the last one until the first of the next day. */
export const hourBands = [6, 9, 12, 14, 18, 21] as const;

export function hourBandOf(at: string): number {
  const hour = Math.floor(minuteOf(Date.parse(at)) / 60);
  return hourBands.findLast((from) => from <= hour) ?? hourBands.at(-1)!;
}

export type WeekTouch = Pick<Touch, 'kind' | 'touchClass' | 'happenedAt' | 'replied'> & {
  /** Title of the step or the offer it was made from; empty where there was none. */
  text: string;
};

export interface Reach {
  key: string;
  touches: number;
  replies: number;
}

/** Likes are answered by nobody; only what speaks to the customer can be. */
const speaking: ReadonlySet<TouchKind> = new Set(['chat', 'call', 'visit', 'comment']);

/** Answers ÷ touches by a key, the most frequent key first; a touch with an empty key is left out. */
export function reachBy(touches: Iterable<WeekTouch>, keyOf: (touch: WeekTouch) => string): Reach[] {
  const perKey = new Map<string, Reach>();
  for (const touch of touches) {
    const key = keyOf(touch);
    if (!speaking.has(touch.kind) || key === '') continue;
    const reach = perKey.get(key) ?? { key, touches: 0, replies: 0 };
    reach.touches++;
    if (touch.replied) reach.replies++;
    perKey.set(key, reach);
  }
  return [...perKey.values()].toSorted((a, b) => b.touches - a.touches || (a.key < b.key ? -1 : 1));
}

export interface PromiseRecord {
  early: number;
  kept: number;
  late: number;
  overdue: number;
  /** (early + kept) ÷ all of these, 0–1; null without any. */
  rate: number | null;
}

/** Of promises that were due or were settled in the week; what was called off and what is not due yet says nothing. */
export function promiseRecord(
  promises: Iterable<Pick<Promised, 'status' | 'dueAt' | 'closedAt'>>,
  now: number,
): PromiseRecord {
  const counts = new Map<PromiseOutcome, number>();
  for (const promise of promises) {
    const outcome = promiseOutcome(promise, now);
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  }
  const count = (outcome: PromiseOutcome) => counts.get(outcome) ?? 0;
  const record = {
    early: count('early'),
    kept: count('kept'),
    late: count('late'),
    overdue: count('overdue'),
  };
  const all = record.early + record.kept + record.late + record.overdue;
  return { ...record, rate: all === 0 ? null : (record.early + record.kept) / all };
}

/** The Monday of the week a day is in (weeks start on Monday, rules.md). */
export function mondayOf(on: string): string {
  const weekday = new Date(`${on}T00:00:00.000Z`).getUTCDay();
  return addDays(on, 1 - (weekday || 7));
}
