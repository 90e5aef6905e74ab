import type { keyDate } from '#shared/domain/entity/care.ts';
import type { Row } from '#shared/domain/entity/entity.ts';
import type { LocalDb } from '../local-db.ts';

export type KeyDate = Row<typeof keyDate>;

export function listKeyDates(db: LocalDb, customerId: string): KeyDate[] {
  return db.raw<KeyDate>(
    `SELECT * FROM key_date WHERE customer_id = ? AND deleted_at IS NULL ORDER BY created_at, id`,
    customerId,
  );
}

/** The labels of some, by id. */
export function loadKeyDateTexts(db: LocalDb, ids: readonly string[]): Map<string, string> {
  const rows = db.raw<{ id: string; label: string }>(
    `SELECT id, label FROM key_date WHERE id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(ids),
  );
  return new Map(rows.map(({ id, label }) => [id, label]));
}
