/** What the weekly check of the tiers wrote (rules.md R1). */
import type { Tier } from '#shared/domain/entity/book.ts';
import type { TierCheck } from '#shared/domain/entity/tier-check.ts';
import type { LocalDb } from '../local-db.ts';

/** What the last check said of the customer. */
export function findTierCheck(db: LocalDb, customerId: string): TierCheck | undefined {
  return db.raw<TierCheck>(
    `SELECT * FROM tier_check WHERE customer_id = ? AND deleted_at IS NULL ORDER BY checked_on DESC, id LIMIT 1`,
    customerId,
  )[0];
}

export interface TierMove {
  customerId: string;
  from: Tier;
  to: Tier;
}

/**
 * Customers whose tier the rule changed from an instant on, and who still have it. A person's change always has a reason,
 * also while it waits and has no author yet.
 */
export function listTierMoves(db: LocalDb, since: string): TierMove[] {
  return db.raw<TierMove>(
    `SELECT k.customer_id, k.from_value AS "from", k.to_value AS "to" FROM card_change k
     JOIN customer c ON c.id = k.customer_id AND c.deleted_at IS NULL AND c.tier = k.to_value
     WHERE k.field = 'tier' AND k.happened_at >= ? AND k.created_by IS NULL AND k.reason = '' AND k.deleted_at IS NULL`,
    since,
  );
}
