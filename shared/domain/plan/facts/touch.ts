/** The counters of the fatigue guard (rules.md R4), from the touches of the last weeks, in one pass. */
import { inParts, type Steps } from '../../../lib/steps.ts';
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
    todayMoments: readonly string[];
    commentsInWeek: number;
    likesInWeek: number;
    likesAtOnce: number;
  };
}

interface Tally extends TouchFacts {
  /** Posts of which a conversation of the week, or of the month, spoke. */
  weekMoments: readonly string[];
  monthMoments: readonly string[];
}

/** Most touches are about no post: nobody has a list of their own before there is something in it. */
const none: readonly string[] = [];

const proactive: ReadonlySet<string | null> = new Set(proactiveServiceKinds);

/**
 * A talk is what R4 calls a proactive conversation: no like, and no service but what nobody asked for. Talks about one
 * post are one.
 */
export function* touchFacts(
  touches: PlanRows['touches'],
  windows: PlanWindows,
): Steps<Map<string, TouchFacts>> {
  const tallies = new Map<string, Tally>();
  yield* inParts(touches, perStep, (touch) => {
    let tally = tallies.get(touch.customerId);
    if (!tally) tallies.set(touch.customerId, (tally = untouched()));
    count(tally, touch, windows);
  });
  return tallies;
}

/** Touches between two pauses. */
const perStep = 2_000;

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
      todayMoments: none,
      commentsInWeek: 0,
      likesInWeek: 0,
      likesAtOnce: 0,
    },
    weekMoments: none,
    monthMoments: none,
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
  if (at >= windows.today && !isKnown(momentId, counts.todayMoments)) {
    counts.today += 1;
    counts.todayMoments = withMoment(counts.todayMoments, momentId);
  }
  if (isInWeek && !isKnown(momentId, tally.weekMoments)) {
    counts.inWeek += 1;
    tally.weekMoments = withMoment(tally.weekMoments, momentId);
  }
  if (at > windows.monthAfter && !isKnown(momentId, tally.monthMoments)) {
    counts.inMonth += 1;
    tally.monthMoments = withMoment(tally.monthMoments, momentId);
  }
}

function isKnown(momentId: string | null, known: readonly string[]): boolean {
  return momentId !== null && known.includes(momentId);
}

function withMoment(known: readonly string[], momentId: string | null): readonly string[] {
  return momentId === null ? known : [...known, momentId];
}
