/**
 * Which offers suit a customer (rules.md R5): those of campaigns the customer was chosen for (D08), then the running
 * ones. Each of these may be for everybody, or for a tag, for some tiers, for the buyers of a product, for a saved
 * segment; who is meant has to be all of it.
 */
import type { Tier } from '../../entity/book.ts';
import type { PlanCustomer } from '../input.ts';
import { grouped, setsOf } from './grouped.ts';
import type { CustomerRow, PlanRows } from './plan-rows.ts';
import type { SegmentTest } from './segment.ts';

const none: readonly never[] = [];

type Rows = Pick<PlanRows, 'offers' | 'offerTags' | 'offerBuyers' | 'campaignOffers'>;

/** By customer with the tier of the day; chosen ones in front, then the offer that ends first. */
export function offerFacts(
  rows: Rows,
  isIn: SegmentTest,
): (row: CustomerRow, tier: Tier) => PlanCustomer['offers'] {
  const suiting = suitingOffers(rows, isIn);
  if (rows.campaignOffers.length === 0) return suiting;
  const chosen = grouped(rows.campaignOffers.toSorted(byEnd), ({ id }) => id);
  return (row, tier) => {
    const own = chosen.get(row.id);
    const others = suiting(row, tier);
    if (!own) return others;
    return [...new Set([...own, ...others.map(({ id }) => id)])].map((id) => ({ id }));
  };
}

function suitingOffers({ offers, offerTags, offerBuyers }: Rows, isIn: SegmentTest) {
  if (offers.length === 0) return () => none;
  const ordered = offers.toSorted(byEnd);
  const tagsOf = setsOf(offerTags.map(({ customerId, name }) => [customerId, name]));
  const boughtBy = setsOf(offerBuyers.map(({ customerId, product }) => [customerId, product]));
  return (row: CustomerRow, tier: Tier): PlanCustomer['offers'] =>
    ordered.filter(
      (offer) =>
        (offer.tag === '' || tagsOf.get(row.id)?.has(offer.tag)) &&
        (offer.tiers.length === 0 || offer.tiers.includes(tier)) &&
        (offer.product === '' || boughtBy.get(row.id)?.has(offer.product)) &&
        (!offer.segment || isIn(row, offer.segment)),
    );
}

function byEnd(a: Ending, b: Ending): number {
  return compare(a.toOn ?? '9999', b.toOn ?? '9999') || compare(a.id, b.id);
}

type Ending = Pick<PlanRows['campaignOffers'][number], 'id' | 'toOn'>;

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
