/** What becomes of one item of a day's list, by the rep's pace. */
import type { SkipReason } from '#shared/domain/entity/user.ts';
import type { PlannedItem } from '#shared/domain/plan/build.ts';
import type { Random } from './random.ts';
import type { Pace } from './rep-character.ts';

export type Outcome =
  { status: 'done' | 'open' | 'later'; skipReason: null } | { status: 'skipped'; skipReason: SkipReason };

export function outcomeOf(random: Random, item: PlannedItem, pace: Pace): Outcome {
  // What was promised is done more often than what is merely due.
  const isPromise = item.kind === 'PROMISE';
  const doneShare = isPromise ? pace.doneShare + (1 - pace.doneShare) * 0.5 : pace.doneShare;
  if (random.chance(doneShare)) return { status: 'done', skipReason: null };
  if (random.chance(isPromise ? pace.skipShare * 0.4 : pace.skipShare)) {
    return { status: 'skipped', skipReason: random.weighted(pace.skipReasons as Record<SkipReason, number>) };
  }
  return { status: random.chance(0.25) ? 'later' : 'open', skipReason: null };
}
