/**
 * Which running offers suit a customer (rules.md R5): each may be for everybody, or for a tag, for some tiers, for the
 * buyers of a product; who is meant has to be all of it.
 */
import type { Tier } from '../../entity/book.ts';
import type { PlanCustomer } from '../input.ts';
import type { PlanRows } from './plan-rows.ts';

const none: readonly never[] = [];

/** By customer with the tier of the day, the offer that ends first in front. */
export function offerFacts({
  offers,
  offerTags,
  offerBuyers,
}: Pick<PlanRows, 'offers' | 'offerTags' | 'offerBuyers'>): (
  customerId: string,
  tier: Tier,
) => PlanCustomer['offers'] {
  if (offers.length === 0) return () => none;
  const ordered = [...offers].sort(
    (a, b) => compare(a.toOn ?? '9999', b.toOn ?? '9999') || compare(a.id, b.id),
  );
  const tagsOf = setsOf(offerTags.map(({ customerId, name }) => [customerId, name]));
  const boughtBy = setsOf(offerBuyers.map(({ customerId, product }) => [customerId, product]));
  return (customerId, tier) =>
    ordered.filter(
      (offer) =>
        (offer.tag === '' || tagsOf.get(customerId)?.has(offer.tag)) &&
        (offer.tiers.length === 0 || offer.tiers.includes(tier)) &&
        (offer.product === '' || boughtBy.get(customerId)?.has(offer.product)),
    );
}

function setsOf(pairs: readonly (readonly [string, string])[]): Map<string, Set<string>> {
  const sets = new Map<string, Set<string>>();
  for (const [key, value] of pairs) {
    const set = sets.get(key);
    if (set) set.add(value);
    else sets.set(key, new Set([value]));
  }
  return sets;
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
