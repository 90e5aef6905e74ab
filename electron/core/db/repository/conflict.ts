import type { Conflict, ContactPoint } from '#shared/domain/entity/book.ts';
import type { LocalDb } from '../local-db.ts';

/** All of the device, or those of one customer; newest first. */
export function listOpenConflicts(
  db: LocalDb,
  customerId?: string,
): (Conflict & { customerName: string | null; contactKind: ContactPoint['kind'] | null })[] {
  return db.raw(
    `SELECT f.*, c.name AS customer_name, p.kind AS contact_kind
     FROM conflict f LEFT JOIN customer c ON c.id = f.customer_id
       LEFT JOIN contact_point p ON f.entity = 'contact_point' AND p.id = f.row_id
     WHERE f.status = 'open' AND f.deleted_at IS NULL AND (? IS NULL OR f.customer_id = ?)
     ORDER BY f.late_at DESC, f.id`,
    customerId,
    customerId,
  );
}

/** Those among `ids` that are on the device, in the order their late values were written. */
export function listConflicts(db: LocalDb, ids: readonly string[]): Conflict[] {
  return db.raw(
    `SELECT * FROM conflict WHERE deleted_at IS NULL AND id IN (SELECT value FROM json_each(?))
     ORDER BY late_at, id`,
    JSON.stringify(ids),
  );
}
