/** Gifts thought of and given per customer, and what the month has cost (rules.md R4). */
import type { AskRecord, PlanCustomer } from '../input.ts';
import type { PlanRows } from './plan-rows.ts';
import type { PlanWindows } from './plan-windows.ts';

export interface SurpriseFacts {
  ideas: PlanCustomer['surprises'][number][];
  lastGivenAt: string | null;
  fenInYear: AskRecord['surpriseFenInYear'];
}

export function surpriseFacts(rows: PlanRows['surprises'], windows: PlanWindows): Map<string, SurpriseFacts> {
  const facts = new Map<string, SurpriseFacts>();
  for (const { id, customerId, priceFen, status, givenAt } of rows) {
    let own = facts.get(customerId);
    if (!own) facts.set(customerId, (own = { ideas: [], lastGivenAt: null, fenInYear: 0 }));
    if (status === 'idea') own.ideas.push({ id, fen: priceFen });
    if (status !== 'given' || givenAt === null) continue;
    if (own.lastGivenAt === null || givenAt > own.lastGivenAt) own.lastGivenAt = givenAt;
    if (givenAt >= windows.yearStart) own.fenInYear += priceFen;
  }
  return facts;
}

/** Of every book of the person. */
export function surpriseFenInMonth(rows: PlanRows['surprises'], { monthStart }: PlanWindows): number {
  return rows.reduce(
    (fen, { status, givenAt, priceFen }) =>
      status === 'given' && givenAt !== null && givenAt >= monthStart ? fen + priceFen : fen,
    0,
  );
}
