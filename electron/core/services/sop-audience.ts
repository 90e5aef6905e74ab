/** Whether a customer is in the saved view that a SOP is for: what the customer list knows of them is enough. */
import type { Customer } from '#shared/domain/entity/book.ts';
import { isInSegment, segmentDayOf, type Segment } from '#shared/domain/segment/segment.ts';
import type { LocalDb } from '../db/local-db.ts';
import { loadOrderSums, loadTagNames } from '../db/repository/customer-list.ts';

type Known = Pick<Customer, 'tier' | 'trustStage' | 'status' | 'source' | 'city' | 'addedOn'> & {
  tags: readonly string[];
  orders: number;
  paidFen: number;
};

/** A view that changes by itself is for no SOP, so nothing that depends on the last or next talk is asked. */
export function audienceTest(known: Known, { now, on }: { now: number; on: string }) {
  const facts = { ...known, lastTouchAt: null, nextTouchOn: null };
  const day = segmentDayOf(now, on);
  return (segment: Segment): boolean => isInSegment(segment, facts, day);
}

/** For one card; its tags and orders are read when a SOP asks. */
export function audienceTestOf(
  db: LocalDb,
  customer: Omit<Known, 'tags' | 'orders' | 'paidFen'> & { id: string },
  at: { now: number; on: string },
) {
  let test: ((segment: Segment) => boolean) | undefined;
  return (segment: Segment): boolean => {
    if (!test) {
      const ids = [customer.id];
      const { orders = 0, paidFen = 0 } = loadOrderSums(db, ids).get(customer.id) ?? {};
      const tags = loadTagNames(db, at.on, ids).get(customer.id) ?? [];
      test = audienceTest({ ...customer, tags, orders, paidFen }, at);
    }
    return test(segment);
  };
}
