/** Hellos after a hand-over: only so many a day, tier A first (rules.md R12). */
import type { Tier } from '../../entity/book.ts';
import type { HiddenCode } from '../hidden.ts';
import type { PlanInput } from '../input.ts';
import { isAsked } from '../kind.ts';
import { byDueFirst, type Scored } from '../order.ts';

const ranks: Readonly<Record<Tier, number>> = { A: 0, N: 1, B: 2, C: 3, NURTURE: 4 };

/**
 * Without the hellos beyond the day's number, and without whatever else would reach these customers before the hello.
 * @param hide is told of what goes
 */
export function limitHellos(
  fit: readonly Scored[],
  { settled = [], settings }: Pick<PlanInput, 'settled' | 'settings'>,
  hide: (candidate: Scored, code: HiddenCode) => void,
): Scored[] {
  const hellos = fit.filter(({ kind }) => kind === 'HANDOVER');
  const said = settled.filter(({ kind }) => kind === 'HANDOVER').length;
  const room = Math.max(0, settings['handover.hellosPerDay'] - said);
  if (hellos.length <= room) return [...fit];
  const waiting = new Set(
    hellos
      .sort((a, b) => ranks[a.tier] - ranks[b.tier] || byDueFirst(a, b))
      .slice(room)
      .map(({ customer }) => customer.id),
  );
  return fit.filter((candidate) => {
    const { customer, kind, touchClass } = candidate;
    if (!waiting.has(customer.id) || isAsked(kind) || touchClass === 'admin') return true;
    hide(candidate, 'HELLOS_FULL');
    return false;
  });
}
