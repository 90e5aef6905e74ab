/** The candidate types of rules.md R5 that are built, by lane and class. */
import type { PlanItemKind } from '../entity/user.ts';

/** Lane 0 of R7: always listed, whatever else the day holds. */
export function isObligation(kind: PlanItemKind): boolean {
  return kind === 'PROMISE' || kind === 'SOP_HARD';
}

/** Service the customer asked for is never filtered (R3). */
export function isService(kind: PlanItemKind): boolean {
  return kind === 'PROMISE';
}
