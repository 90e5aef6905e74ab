import type { signal } from '#shared/domain/entity/care.ts';
import type { Row } from '#shared/domain/entity/entity.ts';
import type { Touch } from '#shared/domain/entity/book.ts';
import type { LocalDb } from '../local-db.ts';

export type Signal = Row<typeof signal>;

/** Open ones first, by due time; then the others, newest first. */
export function listSignals(db: LocalDb, customerId: string): Signal[] {
  return db.raw(
    `SELECT * FROM signal WHERE customer_id = ? AND deleted_at IS NULL
     ORDER BY closed_at IS NOT NULL, CASE WHEN closed_at IS NULL THEN coalesce(due_at, '9999') END, happened_at DESC, id`,
    customerId,
  );
}

/** The newest one after which the customer is to be left in peace. */
export function findBreak(db: LocalDb, customerId: string): Signal | undefined {
  return db.raw<Signal>(
    `SELECT * FROM signal WHERE customer_id = ? AND deleted_at IS NULL
       AND kind IN ('complaint', 'stop', 'blocked_us', 'deleted_us') ORDER BY happened_at DESC, id DESC LIMIT 1`,
    customerId,
  )[0];
}

/** Newest first, with who did it. */
export function listTouchesBetween(
  db: LocalDb,
  customerId: string,
  { from, to }: { from: string; to: string },
): Array<Touch & { authorName: string | null }> {
  return db.raw(
    `SELECT t.*, p.name AS author_name FROM touch t LEFT JOIN person p ON p.id = t.created_by
     WHERE t.customer_id = ? AND t.happened_at >= ? AND t.happened_at <= ? AND t.deleted_at IS NULL
     ORDER BY t.happened_at DESC, t.id DESC`,
    customerId,
    from,
    to,
  );
}

export function loadSignalTexts(db: LocalDb, ids: readonly string[]): Map<string, string> {
  const rows = db.raw<{ id: string; body: string }>(
    `SELECT id, body FROM signal WHERE id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(ids),
  );
  return new Map(rows.map(({ id, body }) => [id, body]));
}
