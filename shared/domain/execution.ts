/** How a day's list was carried out (rules.md R11). */
import type { Tier } from './entity/book.ts';
import type { PlanItemKind, PlanItemStatus, SkipReason } from './entity/user.ts';
import { isObligation } from './plan/kind.ts';

/** A skip for one of these takes the item out of the count; no time, don't know how and forgot do not. */
const excused: ReadonlySet<SkipReason> = new Set([
  'contacted_us',
  'asked_not_now',
  'duplicate',
  'wrong_data',
]);

export function isExcused(reason: SkipReason | null): boolean {
  return reason !== null && excused.has(reason);
}

export interface ExecutedItem {
  status: PlanItemStatus;
  statusAt: string | null;
  lateAfterAt: string;
  skipReason: SkipReason | null;
  /** See {@link weightOf}; 1 when left out. */
  weight?: number;
}

/** Obligation 3, A tier 2, other 1. */
export function weightOf(item: { kind: PlanItemKind; tier: Tier }): number {
  if (isObligation(item.kind)) return 3;
  return item.tier === 'A' ? 2 : 1;
}

export function isLate(item: Pick<ExecutedItem, 'status' | 'statusAt' | 'lateAfterAt'>): boolean {
  return item.status === 'done' && item.statusAt !== null && item.statusAt > item.lateAfterAt;
}

export interface Execution {
  planned: number;
  /** Done in time. */
  done: number;
  late: number;
  skipped: number;
  excused: number;
  /** Not done and not skipped, items moved to later among them. */
  open: number;
  /** (on time + 0.5 · late) ÷ (planned − excused skips), by weight, in percent; null where that divides by 0. */
  doneRate: number | null;
}

export function executionOf(items: Iterable<ExecutedItem>): Execution {
  const count = { planned: 0, done: 0, late: 0, skipped: 0, excused: 0, open: 0 };
  let achieved = 0;
  let due = 0;
  for (const item of items) {
    const weight = item.weight ?? 1;
    count.planned++;
    if (item.status === 'skipped') {
      count.skipped++;
      if (isExcused(item.skipReason)) {
        count.excused++;
        continue;
      }
    } else if (item.status !== 'done') {
      count.open++;
    } else if (isLate(item)) {
      count.late++;
      achieved += 0.5 * weight;
    } else {
      count.done++;
      achieved += weight;
    }
    due += weight;
  }
  return { ...count, doneRate: due === 0 ? null : (100 * achieved) / due };
}

/** 1 − min(1, sd ÷ mean) of daily done rates (population sd), 0–1; null for fewer than two days or a mean of 0. */
export function steadinessOf(rates: readonly number[]): number | null {
  if (rates.length < 2) return null;
  const mean = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  if (mean === 0) return null;
  const variance = rates.reduce((sum, rate) => sum + (rate - mean) ** 2, 0) / rates.length;
  return 1 - Math.min(1, Math.sqrt(variance) / mean);
}

export interface IndexParts {
  /** Percent. */
  doneRate: number | null;
  /** 0–100. */
  quality: number | null;
  /** 0–1. */
  fidelity: number | null;
  steadiness: number | null;
}

/** 40·Done + 30·Quality/100 + 20·Fidelity + 10·Steadiness (rules.md R11); null while a part is unknown. */
export function executionIndex({ doneRate, quality, fidelity, steadiness }: IndexParts): number | null {
  if (doneRate === null || quality === null || fidelity === null || steadiness === null) return null;
  return (40 * doneRate) / 100 + (30 * quality) / 100 + 20 * fidelity + 10 * steadiness;
}
