/** Gifts thought of and given, and what they cost. */
import type { Surprise } from '#shared/domain/entity/care.ts';
import type { GivenSurprises } from '#shared/domain/surprise/surprise-budget.ts';
import type { LocalDb } from '../local-db.ts';

export function listSurprises(db: LocalDb, customerId: string): Surprise[] {
  return db.raw<Surprise>(
    `SELECT * FROM surprise WHERE customer_id = ? AND deleted_at IS NULL
     ORDER BY status <> 'idea', coalesce(given_at, created_at) DESC, id DESC`,
    customerId,
  );
}

/** `month` and `year` are the instants at which the calendar month and year began. */
export function loadGivenSurprises(
  db: LocalDb,
  customerId: string,
  { bookIds, month, year }: { bookIds: readonly string[]; month: string; year: string },
): GivenSurprises {
  const [row] = db.raw<GivenSurprises>(
    `SELECT coalesce(sum(price_fen) FILTER (WHERE given_at >= ? AND scope_id IN (SELECT value FROM json_each(?))), 0)
         AS fen_in_month,
       coalesce(sum(price_fen) FILTER (WHERE given_at >= ? AND customer_id = ?), 0) AS fen_in_year,
       max(given_at) FILTER (WHERE customer_id = ?) AS last_at
     FROM surprise WHERE status = 'given' AND deleted_at IS NULL`,
    month,
    JSON.stringify(bookIds),
    year,
    customerId,
    customerId,
  );
  return row!;
}

export function loadSurpriseTexts(db: LocalDb, ids: readonly string[]): Map<string, string> {
  const rows = db.raw<{ id: string; body: string }>(
    `SELECT id, body FROM surprise WHERE id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(ids),
  );
  return new Map(rows.map(({ id, body }) => [id, body]));
}
