/** Attachments in the local file: rows, their bytes by content, what waits on a form, what is to be handed in. */
import type { AttachmentMime } from '#shared/domain/attachment/file-kind.ts';
import type { Attachment } from '#shared/domain/entity/attachment.ts';
import type { LocalDb } from '../local-db.ts';

/** What is known of a file before it belongs to anything. */
export interface FileFacts {
  hash: string;
  size: number;
  mime: AttachmentMime;
  name: string;
  width: number | null;
  height: number | null;
}

export interface StagedFile extends FileFacts {
  id: string;
  customerId: string;
  at: string;
}

/** An attachment goes with its owner: when that was deleted; '' where it is there, null where nothing of it is. */
const ownerDeletedAt = `(SELECT coalesce(o.deleted_at, '') FROM (
    SELECT deleted_at FROM note WHERE a.owner_kind = 'note' AND id = a.owner_id
    UNION ALL SELECT deleted_at FROM moment WHERE a.owner_kind = 'moment' AND id = a.owner_id
    UNION ALL SELECT deleted_at FROM touch WHERE a.owner_kind = 'touch' AND id = a.owner_id) AS o)`;
const isLive = `a.deleted_at IS NULL AND ${ownerDeletedAt} = ''`;

export interface ListedAttachment extends Attachment {
  isHere: boolean;
  isWaiting: boolean;
  problem: string | null;
}

/** Of a customer, the oldest first. */
export function listAttachments(db: LocalDb, customerId: string): ListedAttachment[] {
  const rows = db.raw<Attachment & { isHere: number; isWaiting: number; problem: string | null }>(
    `SELECT a.*, f.hash IS NOT NULL AS is_here, u.attachment_id IS NOT NULL AS is_waiting, u.problem
     FROM attachment a LEFT JOIN attachment_file f ON f.hash = a.hash
     LEFT JOIN attachment_upload u ON u.attachment_id = a.id
     WHERE a.customer_id = ? AND ${isLive} ORDER BY a.created_at, a.id`,
    customerId,
  );
  return rows.map((row) => ({ ...row, isHere: row.isHere === 1, isWaiting: row.isWaiting === 1 }));
}

export function countAttachments(db: LocalDb, customerId: string): number {
  return db.raw<{ n: number }>(
    `SELECT count(*) AS n FROM attachment a WHERE a.customer_id = ? AND ${isLive}`,
    customerId,
  )[0]!.n;
}

export function findAttachment(db: LocalDb, id: string): Attachment | undefined {
  return db.raw<Attachment>(`SELECT * FROM attachment WHERE id = ?`, id)[0];
}

export function hasLiveAttachment(db: LocalDb, ownerId: string): boolean {
  return db.raw(`SELECT 1 FROM attachment a WHERE a.owner_id = ? AND ${isLive} LIMIT 1`, ownerId).length > 0;
}

export function putFile(db: LocalDb, hash: string, bytes: Uint8Array): void {
  db.raw(
    `INSERT OR IGNORE INTO attachment_file (hash, size, bytes) VALUES (?,?,?)`,
    hash,
    bytes.length,
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
  );
}

export function findFile(db: LocalDb, hash: string): Buffer | undefined {
  return db.raw<{ bytes: Buffer }>(`SELECT bytes FROM attachment_file WHERE hash = ?`, hash)[0]?.bytes;
}

export function findThumbnail(db: LocalDb, hash: string): Buffer | undefined {
  return db.raw<{ bytes: Buffer }>(`SELECT bytes FROM attachment_thumb WHERE hash = ?`, hash)[0]?.bytes;
}

export function putThumbnail(db: LocalDb, hash: string, bytes: Uint8Array): void {
  db.raw(
    `INSERT OR REPLACE INTO attachment_thumb (hash, bytes) VALUES (?,?)`,
    hash,
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length),
  );
}

export function putStaged(db: LocalDb, file: StagedFile): void {
  const { id, customerId, hash, size, mime, name, width, height, at } = file;
  db.raw(
    `INSERT INTO attachment_staged (id, customer_id, hash, size, mime, name, width, height, at)
     VALUES (?,?,?,?,?,?,?,?,?)`,
    ...[id, customerId, hash, size, mime, name, width, height, at],
  );
}

export function findStaged(db: LocalDb, id: string): StagedFile | undefined {
  return db.raw<StagedFile>(`SELECT * FROM attachment_staged WHERE id = ?`, id)[0];
}

export function deleteStaged(db: LocalDb, id: string): void {
  db.raw(`DELETE FROM attachment_staged WHERE id = ?`, id);
}

/** Of these rows those that are not on the server yet and whose bytes are here. */
export function queueUploads(db: LocalDb, ids: readonly string[]): void {
  for (const id of ids) {
    db.raw(
      `INSERT OR IGNORE INTO attachment_upload (attachment_id, hash, scope_id)
       SELECT a.id, a.hash, a.scope_id FROM attachment a JOIN attachment_file f ON f.hash = a.hash
       WHERE a.id = ? AND a.version = 0`,
      id,
    );
  }
}

/** Of a row that may not be on the device yet. */
export function putUpload(
  db: LocalDb,
  { attachmentId, hash, scopeId }: { attachmentId: string; hash: string; scopeId: string },
): void {
  db.raw(
    `INSERT OR IGNORE INTO attachment_upload (attachment_id, hash, scope_id) VALUES (?,?,?)`,
    ...[attachmentId, hash, scopeId],
  );
}

export interface Upload {
  attachmentId: string;
  hash: string;
  /** Its row is on the device. */
  hasRow: boolean;
}

/** What the server may be asked about now: its row was handed in, or has left the device; not what it refused before. */
export function listUploads(db: LocalDb, most: number): Upload[] {
  return db
    .raw<{ attachmentId: string; hash: string; hasRow: number }>(
      `SELECT u.attachment_id, u.hash, a.id IS NOT NULL AS has_row
       FROM attachment_upload u LEFT JOIN attachment a ON a.id = u.attachment_id
       WHERE u.problem IS NULL AND (a.id IS NULL OR ${isLive}) AND NOT EXISTS (
         SELECT 1 FROM outbox_write w WHERE w.entity = 'attachment' AND w.row_id = u.attachment_id)
       ORDER BY u.rowid LIMIT ?`,
      most,
    )
    .map((upload) => ({ ...upload, hasRow: upload.hasRow === 1 }));
}

/** Everything that was not handed in, also what a mutation waits for: a draining device hands in all it has. */
export function listAllUploads(db: LocalDb): Upload[] {
  return db
    .raw<{ attachmentId: string; hash: string }>(`SELECT attachment_id, hash FROM attachment_upload`)
    .map((upload) => ({ ...upload, hasRow: true }));
}

/** Files whose bytes the server has not taken. */
export function countUploads(db: LocalDb): number {
  return db.raw<{ n: number }>('SELECT count(*) AS n FROM attachment_upload')[0]!.n;
}

export function deleteUpload(db: LocalDb, attachmentId: string): void {
  db.raw(`DELETE FROM attachment_upload WHERE attachment_id = ?`, attachmentId);
}

export function setUploadProblem(db: LocalDb, attachmentId: string, problem: string): void {
  db.raw(`UPDATE attachment_upload SET problem = ? WHERE attachment_id = ?`, problem, attachmentId);
}

/** What was refused is tried again. */
export function clearUploadProblems(db: LocalDb): void {
  db.raw(`UPDATE attachment_upload SET problem = NULL WHERE problem IS NOT NULL`);
}

/** Rows of the server whose bytes are here, after an id. */
export function listOffers(db: LocalDb, after: string, most: number): { id: string }[] {
  return db.raw(
    `SELECT a.id FROM attachment a JOIN attachment_file f ON f.hash = a.hash
     WHERE a.id > ? AND a.version > 0 AND ${isLive} ORDER BY a.id LIMIT ?`,
    after,
    most,
  );
}

export function offerAgain(db: LocalDb, attachmentId: string): void {
  db.raw(
    `INSERT OR IGNORE INTO attachment_upload (attachment_id, hash, scope_id)
     SELECT id, hash, scope_id FROM attachment WHERE id = ?`,
    attachmentId,
  );
}
