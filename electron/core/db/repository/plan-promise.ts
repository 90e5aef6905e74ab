import type { Waiting } from '#shared/domain/plan/input.ts';
import type { LocalDb } from '../local-db.ts';
import { grouped } from './grouped.ts';

/** Open promises per customer, by due time. */
export function loadOpenPromises(db: LocalDb): Map<string, Waiting[]> {
  const rows = db.raw<Waiting & { customerId: string }>(
    `SELECT customer_id, id, due_at FROM promise WHERE status = 'open' AND deleted_at IS NULL ORDER BY due_at, id`,
  );
  return grouped(rows, ({ id, dueAt }) => ({ id, dueAt }));
}
