/** Past and planned touches of a customer on one strip, with the gaps and clusters in it (D17). */
import { addDays, daysBetween } from '../calendar.ts';
import type { TouchClass, TouchKind } from '../entity/book.ts';

export interface PastTouch {
  on: string;
  kind: TouchKind;
  touchClass: TouchClass;
}

export interface Span {
  fromOn: string;
  toOn: string;
}

export interface Cadence {
  /** Days without a talk that were longer than the rhythm allows; the last one may still run. */
  gaps: (Span & { days: number })[];
  /** Days close together with more talks than the guard allows in a week. */
  clusters: (Span & { touches: number })[];
}

export interface CadenceLimits {
  /** More days than these between two talks are a gap (rules.md R2, `rhythm.lateShare`). */
  gapDays: number;
  /** More talks than these within `clusterDays` are a cluster (rules.md R4). */
  clusterTouches: number;
  clusterDays: number;
}

/**
 * Likes are no talk and close no gap; nor do they make a cluster. `from` is the first day of the strip: what was before
 * is not looked at, so the strip's first days are a gap only where they alone are too long.
 */
export function cadenceOf(
  touches: readonly PastTouch[],
  { from, today }: { from: string; today: string },
  { gapDays, clusterTouches, clusterDays }: CadenceLimits,
): Cadence {
  const talks = touches
    .filter(({ kind, on }) => kind !== 'like' && on >= from && on <= today)
    .map(({ on }) => on)
    .toSorted();
  const gaps: Cadence['gaps'] = [];
  const bounds = [addDays(from, -1), ...talks, addDays(today, 1)];
  for (let i = 1; i < bounds.length; i++) {
    const days = daysBetween(bounds[i - 1]!, bounds[i]!) - 1;
    if (days > gapDays)
      gaps.push({ fromOn: addDays(bounds[i - 1]!, 1), toOn: addDays(bounds[i]!, -1), days });
  }
  return { gaps, clusters: clustersOf(talks, clusterTouches, clusterDays) };
}

/** Windows of too many talks; those that overlap are one. */
function clustersOf(talks: readonly string[], most: number, days: number): Cadence['clusters'] {
  const clusters: { from: number; to: number }[] = [];
  for (const [start, on] of talks.entries()) {
    const lastOn = addDays(on, days - 1);
    let end = start;
    while (end + 1 < talks.length && talks[end + 1]! <= lastOn) end += 1;
    if (end - start + 1 <= most) continue;
    const last = clusters.at(-1);
    if (last && last.to >= start) last.to = Math.max(last.to, end);
    else clusters.push({ from: start, to: end });
  }
  return clusters.map(({ from, to }) => ({
    fromOn: talks[from]!,
    toOn: talks[to]!,
    touches: to - from + 1,
  }));
}
