/** Which running offers suit a customer (rules.md R5): those for everybody and those for a tag the customer carries. */
import type { PlanCustomer } from '../input.ts';
import type { PlanRows } from './plan-rows.ts';

const none: readonly never[] = [];

/** By customer, the offer that ends first in front. */
export function offerFacts({
  offers,
  offerTags,
}: Pick<PlanRows, 'offers' | 'offerTags'>): (customerId: string) => PlanCustomer['offers'] {
  if (offers.length === 0) return () => none;
  const ordered = [...offers].sort(
    (a, b) => compare(a.toOn ?? '9999', b.toOn ?? '9999') || compare(a.id, b.id),
  );
  const tagsOf = new Map<string, Set<string>>();
  for (const { customerId, name } of offerTags) {
    const names = tagsOf.get(customerId);
    if (names) names.add(name);
    else tagsOf.set(customerId, new Set([name]));
  }
  const forAll = ordered.filter(({ tag }) => tag === '');
  return (customerId) => {
    const names = tagsOf.get(customerId);
    return names ? ordered.filter(({ tag }) => tag === '' || names.has(tag)) : forAll;
  };
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}
