/**
 * Members of a household share the promo counters (rules.md R3, R4): each counts what the others were offered, and what
 * one of them complains of, or a block, keeps offers from all of them.
 */
import type { SignalFacts } from './signal.ts';
import type { PlanRows } from './plan-rows.ts';
import type { TouchFacts } from './touch.ts';

export interface HouseholdFacts {
  householdId: string;
  /** Promo touches to the others of the household. */
  promoInWeek: number;
  promoInMonth: number;
  /** See `PromoRecord.householdFrozenAt`. */
  frozenAt: string | null;
}

/** Per customer who shares a household with somebody. A customer in two of them shares the first. */
export function householdFacts(
  rows: PlanRows['householdMembers'],
  touches: ReadonlyMap<string, TouchFacts>,
  signals: ReadonlyMap<string, Pick<SignalFacts, 'frozenAt'>>,
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
      const frozen = ids.flatMap((other) => (other === id ? [] : (signals.get(other)?.frozenAt ?? [])));
      facts.set(id, {
        householdId,
        promoInWeek: week - (own?.promoInWeek ?? 0),
        promoInMonth: month - (own?.promoInMonth ?? 0),
        frozenAt: frozen.sort().at(-1) ?? null,
      });
    }
  }
  return facts;
}
