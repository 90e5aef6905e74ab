/** Fills the lanes of a day one after another, each by score (rules.md R6, R7.2–R7.4). */
import { inParts, type Steps } from '../../../lib/steps.ts';
import type { HiddenCode } from '../hidden.ts';
import { byScore, groupsByScore, type Scored } from '../order.ts';
import type { Lane } from './lane.ts';
import { laneOfScored, type DayList } from './list.ts';

/** Candidates between two pauses. */
const perStep = 2_000;

/**
 * While a lane is filled its limit stands and its minutes only grow: what it has no room for when its score comes up will
 * have none later, so only the others are put in order.
 * @param refuse is told of every candidate that found no place
 */
export function* fillLanes(
  list: Pick<DayList, 'fullCode' | 'tryTake'>,
  waiting: readonly Scored[],
  limitOf: (lane: Lane) => number,
  refuse: (candidate: Scored, code: HiddenCode) => void,
): Steps<void> {
  const lanes = inLanes(waiting);
  let seen = 0;
  for (const lane of ['new', 'tierA', 'rest'] as const) {
    const limit = limitOf(lane);
    for (const group of groupsByScore(lanes[lane])) {
      const open: Scored[] = [];
      yield* inParts(group, perStep, (candidate) => {
        const code = list.fullCode(candidate, limit);
        if (code) refuse(candidate, code);
        else open.push(candidate);
      });
      yield* inParts(open.sort(byScore), perStep, (candidate) => {
        const code = list.tryTake(candidate, limit);
        if (code) refuse(candidate, code);
      });
      seen += group.length;
      if (seen < perStep) continue;
      seen = 0;
      yield;
    }
    yield;
  }
}

function inLanes(waiting: readonly Scored[]): Record<Lane, Scored[]> {
  const lanes: Record<Lane, Scored[]> = { obligation: [], new: [], tierA: [], rest: [] };
  for (const candidate of waiting) lanes[laneOfScored(candidate)].push(candidate);
  return lanes;
}
