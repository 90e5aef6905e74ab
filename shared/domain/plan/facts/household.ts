/** Members of a household share the promo counters (rules.md R3, R4): each counts what the others were offered. */
import type { PlanRows } from './plan-rows.ts';
import type { TouchFacts } from './touch.ts';

export interface HouseholdFacts {
  householdId: string;
  /** Promo touches to the others of the household. */
  promoInWeek: number;
  promoInMonth: number;
}

/** Per customer who shares a household with somebody. A customer in two of them shares the first. */
export function householdFacts(
  rows: PlanRows['householdMembers'],
  touches: ReadonlyMap<string, TouchFacts>,
): Map<string, HouseholdFacts> {
  const facts = new Map<string, HouseholdFacts>();
  for (const [householdId, members] of Map.groupBy(rows, (row) => row.householdId)) {
    const ids = [...new Set(members.map(({ customerId }) => customerId))];
    if (ids.length < 2) continue;
    const sum = (field: 'promoInWeek' | 'promoInMonth') =>
      ids.reduce((total, id) => total + (touches.get(id)?.[field] ?? 0), 0);
    const week = sum('promoInWeek');
    const month = sum('promoInMonth');
    for (const id of ids) {
      if (facts.has(id)) continue;
      const own = touches.get(id);
      facts.set(id, {
        householdId,
        promoInWeek: week - (own?.promoInWeek ?? 0),
        promoInMonth: month - (own?.promoInMonth ?? 0),
      });
    }
  }
  return facts;
}
