/** The counters of the fatigue guard (rules.md R4), from the touches of the last weeks, in one pass. */
import { proactiveServiceKinds } from '../kind.ts';
import type { PlanRows, TouchRow } from './plan-rows.ts';
import type { PlanWindows } from './plan-windows.ts';

/** Of one customer. */
export interface TouchFacts {
  recentTouches: number;
  lastServiceAt: string | null;
  promoInWeek: number;
  promoInMonth: number;
  counts: {
    today: number;
    inWeek: number;
    inMonth: number;
    todayMoments: string[];
    commentsInWeek: number;
    likesInWeek: number;
    likesAtOnce: number;
  };
}

interface Tally extends TouchFacts {
  /** Posts of which a conversation of the week, or of the month, spoke. */
  weekMoments: string[];
  monthMoments: string[];
}

const proactive: ReadonlySet<string | null> = new Set(proactiveServiceKinds);

/**
 * A talk is what R4 calls a proactive conversation: no like, and no service but what nobody asked for. Talks about one
 * post are one.
 */
export function touchFacts(touches: PlanRows['touches'], windows: PlanWindows): Map<string, TouchFacts> {
  const tallies = new Map<string, Tally>();
  for (const touch of touches) {
    let tally = tallies.get(touch.customerId);
    if (!tally) tallies.set(touch.customerId, (tally = untouched()));
    count(tally, touch, windows);
  }
  return tallies;
}

export const noTouches: TouchFacts = untouched();

function untouched(): Tally {
  return {
    recentTouches: 0,
    lastServiceAt: null,
    promoInWeek: 0,
    promoInMonth: 0,
    counts: {
      today: 0,
      inWeek: 0,
      inMonth: 0,
      todayMoments: [],
      commentsInWeek: 0,
      likesInWeek: 0,
      likesAtOnce: 0,
    },
    weekMoments: [],
    monthMoments: [],
  };
}

function count(tally: Tally, touch: TouchRow, windows: PlanWindows): void {
  const { kind, touchClass, at, momentId } = touch;
  const { counts } = tally;
  const isInWeek = at > windows.weekAfter;
  if (touchClass === 'service' && (tally.lastServiceAt === null || at > tally.lastServiceAt)) {
    tally.lastServiceAt = at;
  }
  if (touchClass === 'promo') {
    if (isInWeek) tally.promoInWeek += 1;
    if (at > windows.monthAfter) tally.promoInMonth += 1;
  }
  if (kind === 'comment' && isInWeek) counts.commentsInWeek += 1;
  if (kind === 'like') {
    if (isInWeek) counts.likesInWeek += 1;
    if (at > windows.atOnceAfter) counts.likesAtOnce += 1;
    return;
  }
  if (touchClass === 'service' && !proactive.has(touch.itemKind)) return;
  if (at > windows.fatigueAfter) tally.recentTouches += 1;
  if (at >= windows.today && isNew(momentId, counts.todayMoments)) counts.today += 1;
  if (isInWeek && isNew(momentId, tally.weekMoments)) counts.inWeek += 1;
  if (at > windows.monthAfter && isNew(momentId, tally.monthMoments)) counts.inMonth += 1;
}

/** Notes the post; false where a talk about it was there already. */
function isNew(momentId: string | null, known: string[]): boolean {
  if (momentId === null) return true;
  if (known.includes(momentId)) return false;
  known.push(momentId);
  return true;
}
