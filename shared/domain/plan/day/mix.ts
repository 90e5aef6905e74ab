/** What keeps a list from selling too much (rules.md R7.5): promo as a share of all touches, care as a share of ours. */
import type { DayContext } from '../day-context.ts';
import { byScore, type Scored } from '../order.ts';
import type { Settings } from '../../setting.ts';
import { isDiscretionary } from './list.ts';

/** Takes off the promo of lowest score while promo is more than its share of the list's touches. Returns what went. */
export function trimPromoShare(
  list: { taken: ReadonlySet<Scored>; release(candidate: Scored): void },
  { blockRate }: DayContext,
  settings: Settings,
): Scored[] {
  const share =
    blockRate === 'red'
      ? settings['day.promoShare'] * settings['block.redShare']
      : settings['day.promoShare'];
  const removed: Scored[] = [];
  const promos = [...list.taken].filter(isRemovablePromo).sort(byScore);
  let touches = [...list.taken].filter(isTouch).length;
  let promoCount = [...list.taken].filter(({ touchClass }) => touchClass === 'promo').length;
  while (promos.length > 0 && promoCount > share * touches) {
    const lowest = promos.pop()!;
    list.release(lowest);
    removed.push(lowest);
    touches--;
    promoCount--;
  }
  return removed;
}

/** Share of care among the discretionary touches; null without any. */
export function careShareOf(taken: Iterable<Scored>): number | null {
  const touches = [...taken].filter((candidate) => isDiscretionary(candidate) && isTouch(candidate));
  const care = touches.filter(({ touchClass }) => touchClass === 'care').length;
  return touches.length === 0 ? null : care / touches.length;
}

/**
 * Takes off the promo of lowest score until care has its share. Where even the last one does not help, nothing is
 * changed and the list says “care low”.
 */
export function trimForCare(
  list: { taken: ReadonlySet<Scored>; release(candidate: Scored): void },
  settings: Settings,
): Scored[] {
  const least = settings['day.careShare'];
  const promos = [...list.taken].filter((c) => isDiscretionary(c) && isRemovablePromo(c)).sort(byScore);
  const left = new Set(list.taken);
  const removed: Scored[] = [];
  const isLow = () => (careShareOf(left) ?? 1) < least;
  while (isLow()) {
    const lowest = promos.pop();
    if (!lowest) return [];
    left.delete(lowest);
    removed.push(lowest);
  }
  for (const candidate of removed) list.release(candidate);
  return removed;
}

function isTouch({ medium }: Scored): boolean {
  return medium !== 'none';
}

/** A hard SOP step is an obligation and stays. */
function isRemovablePromo({ touchClass, kind }: Scored): boolean {
  return touchClass === 'promo' && kind !== 'SOP_HARD';
}
