import type { Deal } from '#shared/domain/entity/deal.ts';
import type { LocalDb } from '../local-db.ts';

/** Of one customer, the oldest first. */
export function listDeals(db: LocalDb, customerId: string): Deal[] {
  return db.raw<Deal>(
    `SELECT * FROM deal WHERE customer_id = ? AND deleted_at IS NULL ORDER BY created_at, id`,
    customerId,
  );
}
