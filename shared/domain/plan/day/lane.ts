/** The lanes of a day (rules.md R7, steps 1 to 4). */
import type { Tier } from '../../entity/book.ts';
import type { PlanItemKind } from '../../entity/user.ts';
import { isObligation } from '../kind.ts';

/** `obligation`: lane 0; `new`: lane N; `tierA` and `rest` share what is left (D). */
export type Lane = 'obligation' | 'new' | 'tierA' | 'rest';

/** @param isNewSop a step of the SOP for new friends, which may outlast the days of tier N */
export function laneOf(kind: PlanItemKind, tier: Tier, isNewSop = false): Lane {
  if (isObligation(kind)) return 'obligation';
  if (tier === 'N' || isNewSop) return 'new';
  return tier === 'A' ? 'tierA' : 'rest';
}
