/**
 * Which running offers suit a customer (rules.md R5): each may be for everybody, or for a tag, for some tiers, for the
 * buyers of a product, for a saved segment; who is meant has to be all of it.
 */
import type { Tier } from '../../entity/book.ts';
import type { PlanCustomer } from '../input.ts';
import { setsOf } from './grouped.ts';
import type { CustomerRow, PlanRows } from './plan-rows.ts';
import type { SegmentTest } from './segment.ts';

const none: readonly never[] = [];

/** By customer with the tier of the day, the offer that ends first in front. */
export function offerFacts(
  { offers, offerTags, offerBuyers }: Pick<PlanRows, 'offers' | 'offerTags' | 'offerBuyers'>,
  isIn: SegmentTest,
): (row: CustomerRow, tier: Tier) => PlanCustomer['offers'] {
  if (offers.length === 0) return () => none;
  const ordered = [...offers].sort(
    (a, b) => compare(a.toOn ?? '9999', b.toOn ?? '9999') || compare(a.id, b.id),
  );
  const tagsOf = setsOf(offerTags.map(({ customerId, name }) => [customerId, name]));
  const boughtBy = setsOf(offerBuyers.map(({ customerId, product }) => [customerId, product]));
  return (row, tier) =>
    ordered.filter(
      (offer) =>
        (offer.tag === '' || tagsOf.get(row.id)?.has(offer.tag)) &&
        (offer.tiers.length === 0 || offer.tiers.includes(tier)) &&
        (offer.product === '' || boughtBy.get(row.id)?.has(offer.product)) &&
        (!offer.segment || isIn(row, offer.segment)),
    );
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
