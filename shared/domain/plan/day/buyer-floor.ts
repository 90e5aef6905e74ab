/** The floor for old customers (rules.md R7.6): 40 % of the discretionary minutes go to people who have bought. */
import type { Settings } from '../../setting.ts';
import type { HiddenCode } from '../hidden.ts';
import { byScore, type Scored } from '../order.ts';
import { isDiscretionary, type DayList } from './list.ts';

export interface Swap {
  out: Scored;
  in: Scored;
}

/**
 * Swaps the lowest-score non-buyers for the best buyers that fit in their place, until the floor is reached or nothing
 * fits. A swap never lowers the share of care and brings no promo.
 * @param waiting candidates that are not on the list, in any order
 * @param take lists a candidate in its lane, or says why not
 */
export function raiseBuyerShare(
  list: Pick<DayList, 'taken' | 'release'>,
  waiting: readonly Scored[],
  take: (candidate: Scored) => HiddenCode | null,
  settings: Settings,
): Swap[] {
  const swaps: Swap[] = [];
  const others = [...list.taken].filter((c) => isDiscretionary(c) && !isBuyer(c)).sort(byScore);
  let total = minutesOf(list.taken, isDiscretionary);
  let ofBuyers = minutesOf(list.taken, (c) => isDiscretionary(c) && isBuyer(c));
  if (ofBuyers >= settings['day.buyerShare'] * total) return swaps;
  const buyers = waiting
    .filter((c) => isBuyer(c) && c.touchClass !== 'promo' && isDiscretionary(c))
    .sort(byScore);
  while (ofBuyers < settings['day.buyerShare'] * total && buyers.length > 0) {
    const out = others.pop();
    if (!out) break;
    list.release(out);
    const index = findFitting(out, buyers, take);
    const [buyer] = index < 0 ? [] : buyers.splice(index, 1);
    if (!buyer) {
      take(out);
      continue;
    }
    swaps.push({ out, in: buyer });
    total += buyer.deciMinutes - out.deciMinutes;
    ofBuyers += buyer.deciMinutes;
  }
  return swaps;
}

/** Share of the discretionary minutes that goes to buyers; null without any. */
export function buyerShareOf(taken: Iterable<Scored>): number | null {
  const all = [...taken];
  const total = minutesOf(all, isDiscretionary);
  return total === 0 ? null : minutesOf(all, (c) => isDiscretionary(c) && isBuyer(c)) / total;
}

/** What the day has no room for once is not tried again for the next customer. */
function findFitting(
  out: Scored,
  buyers: readonly Scored[],
  take: (candidate: Scored) => HiddenCode | null,
): number {
  const full = new Set<string>();
  return buyers.findIndex((buyer) => {
    const sort = `${buyer.kind} ${buyer.tier} ${buyer.deciMinutes}`;
    if (full.has(sort) || !isFairSwap(out, buyer)) return false;
    const code = take(buyer);
    if (code === 'DAY_FULL' || code === 'CHATS_FULL' || code === 'COMMENTS_FULL') full.add(sort);
    return code === null;
  });
}

/** A swap keeps the number of touches and the share of care. */
function isFairSwap(out: Scored, buyer: Scored): boolean {
  if (buyer.medium === 'none' && out.medium !== 'none') return false;
  if (out.medium === 'none' && buyer.touchClass !== 'care') return false;
  return buyer.touchClass === 'care' || out.touchClass !== 'care';
}

function isBuyer({ customer }: Scored): boolean {
  return customer.purchases.length > 0;
}

function minutesOf(taken: Iterable<Scored>, isCounted: (candidate: Scored) => boolean): number {
  let minutes = 0;
  for (const candidate of taken) if (isCounted(candidate)) minutes += candidate.deciMinutes;
  return minutes;
}
