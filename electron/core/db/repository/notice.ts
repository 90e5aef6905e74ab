import type { DueThing } from '#shared/domain/notice.ts';
import type { LocalDb } from '../local-db.ts';

/** Open promises, planned appointments and answers owed, due within the window, by time. */
export function listDueThings(db: LocalDb, { after, before }: { after: string; before: string }): DueThing[] {
  return db.raw(
    `SELECT d.kind, d.id, d.customer_id, d.at FROM (
       SELECT 'promise' AS kind, id, customer_id, due_at AS at FROM promise
       WHERE status = 'open' AND deleted_at IS NULL
       UNION ALL
       SELECT 'appointment', id, customer_id, start_at FROM appointment
       WHERE status = 'planned' AND deleted_at IS NULL
       UNION ALL
       SELECT 'reply', id, customer_id, due_at FROM signal
       WHERE closed_at IS NULL AND due_at IS NOT NULL AND deleted_at IS NULL) d
     JOIN customer c ON c.id = d.customer_id AND c.deleted_at IS NULL
     WHERE d.at > ? AND d.at <= ? ORDER BY d.at, d.id`,
    after,
    before,
  );
}
