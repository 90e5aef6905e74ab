/** Bytes stay in the local file as long as something there needs them, and not longer. */
import type { LocalDb } from '../local-db.ts';

const isWanted = `EXISTS (SELECT 1 FROM attachment_staged s WHERE s.hash = f.hash)
  OR EXISTS (SELECT 1 FROM attachment_upload u WHERE u.hash = f.hash)`;

/** Bytes without a row, such as those of customers who left; what is still to be handed in stays until it is. Returns whether anything went. */
export function deleteFilesOfAbsent(db: LocalDb, hashes?: readonly string[]): boolean {
  db.raw(`DELETE FROM attachment_staged WHERE customer_id NOT IN (SELECT id FROM customer)`);
  const among = hashes === undefined ? '1' : `f.hash IN (SELECT value FROM json_each(?))`;
  const gone = db.raw(
    `DELETE FROM attachment_file AS f WHERE ${among} AND NOT (${isWanted})
       AND NOT EXISTS (SELECT 1 FROM attachment a WHERE a.hash = f.hash) RETURNING hash`,
    ...(hashes === undefined ? [] : [JSON.stringify(hashes)]),
  );
  return gone.length > 0;
}

export function hashesOfScope(db: LocalDb, scopeId: string): string[] {
  return db
    .raw<{ hash: string }>(`SELECT DISTINCT hash FROM attachment WHERE scope_id = ?`, scopeId)
    .map(({ hash }) => hash);
}

/** When it, or what it was kept with, was deleted; null: it is there. What has no owner any more counts as long gone. */
const deadAt = `CASE WHEN a.deleted_at IS NOT NULL THEN a.deleted_at ELSE
  coalesce(
    (SELECT coalesce(deleted_at, 'live') FROM note WHERE a.owner_kind = 'note' AND id = a.owner_id),
    (SELECT coalesce(deleted_at, 'live') FROM moment WHERE a.owner_kind = 'moment' AND id = a.owner_id),
    (SELECT coalesce(deleted_at, 'live') FROM touch WHERE a.owner_kind = 'touch' AND id = a.owner_id),
    '') END`;

/**
 * Removes what was deleted, and what was dropped on a form, not saved and not kept with its draft, before the instant. `live` is later than any
 * instant. Returns whether anything went.
 */
export function sweepFiles(db: LocalDb, before: string): boolean {
  return db.transaction(() => {
    db.raw(
      `DELETE FROM attachment_staged WHERE at < ?
         AND NOT EXISTS (SELECT 1 FROM composer_draft d WHERE instr(CAST(d.draft AS TEXT), attachment_staged.id) > 0)`,
      before,
    );
    db.raw(
      `DELETE FROM attachment_upload WHERE attachment_id IN (
         SELECT a.id FROM attachment a JOIN attachment_upload u ON u.attachment_id = a.id WHERE ${deadAt} < ?)`,
      before,
    );
    const gone = db.raw(
      `DELETE FROM attachment_file AS f WHERE NOT (${isWanted})
         AND NOT EXISTS (SELECT 1 FROM attachment a WHERE a.hash = f.hash AND ${deadAt} >= ?) RETURNING hash`,
      before,
    );
    return gone.length > 0;
  });
}
