/** Unsaved text of the composer, one line for each customer. */
import type { LocalDb } from '../local-db.ts';

export function findComposerDraft(db: LocalDb, customerId: string): unknown {
  const [row] = db.raw<{ draft: string }>(
    `SELECT CAST(draft AS TEXT) AS draft FROM composer_draft WHERE customer_id = ?`,
    customerId,
  );
  return row && (JSON.parse(row.draft) as unknown);
}

export function putComposerDraft(db: LocalDb, customerId: string, draft: object | null): void {
  if (draft === null) db.raw(`DELETE FROM composer_draft WHERE customer_id = ?`, customerId);
  else
    db.raw(
      `INSERT INTO composer_draft (customer_id, draft) VALUES (?, ?)
       ON CONFLICT (customer_id) DO UPDATE SET draft = excluded.draft`,
      customerId,
      JSON.stringify(draft),
    );
}

/** Drafts about customers who are not on the device any more. */
export function deleteDraftsOfAbsentCustomers(db: LocalDb): void {
  db.raw(`DELETE FROM composer_draft WHERE customer_id NOT IN (SELECT id FROM customer)`);
}
