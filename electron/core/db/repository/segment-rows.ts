/** What saved segments that the company's settings name ask of customers; see shared/domain/plan/facts/segment.ts. */
import type { PlanRows } from '#shared/domain/plan/facts/plan-rows.ts';
import { asksForOrders, tagsAskedBy } from '#shared/domain/segment/audience.ts';
import type { Segment } from '#shared/domain/segment/segment.ts';
import type { LocalDb } from '../local-db.ts';

/**
 * @param segments with tags as the dictionary calls them now
 * @param customerId of this customer alone
 */
export function loadSegmentRows(
  db: LocalDb,
  segments: readonly Segment[],
  on: string,
  customerId?: string,
): Pick<PlanRows, 'segmentTags' | 'segmentOrders'> {
  const names = tagsAskedBy(segments);
  const [ofOne, one] = customerId === undefined ? ['', []] : [' AND customer_id = ?', [customerId]];
  return {
    segmentTags:
      names.length === 0
        ? []
        : db.raw(
            `SELECT DISTINCT customer_id AS customerId, name FROM carried_tag
             WHERE name IN (SELECT value FROM json_each(?)) AND (expires_on IS NULL OR expires_on >= ?)${ofOne}`,
            JSON.stringify(names),
            on,
            ...one,
          ),
    segmentOrders: asksForOrders(segments)
      ? db.raw(
          `SELECT customer_id AS customerId, count(*) AS orders, sum(paid_fen) AS paidFen FROM customer_order
           WHERE deleted_at IS NULL${ofOne} GROUP BY customer_id`,
          ...one,
        )
      : [],
  };
}
