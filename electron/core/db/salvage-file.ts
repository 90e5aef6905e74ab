/**
 * Reads out of a damaged file the bytes of attachments that the server does not have yet. They are handed over one after the
 * other, so that a day of pictures is never in memory at once.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, rmSync } from 'node:fs';
import Database from 'better-sqlite3';
import { attempt, openDamaged, type SalvagedMutation } from './salvage.ts';
import { storageErrorOf } from './sqlite-error.ts';

export interface SalvagedUpload {
  attachmentId: string;
  hash: string;
  scopeId: string;
}

export interface SalvagedFiles {
  uploads: SalvagedUpload[];
  /** Attachments known to have waited whose bytes could not be read. */
  lost: number;
  /** No other attachment can have waited. */
  isComplete: boolean;
}

export const noFiles: SalvagedFiles = { uploads: [], lost: 0, isComplete: true };

/**
 * @param mutations what was read of the queue: it names attachments too, should their own list be damaged
 * @param put takes the bytes of one hash
 */
export function salvageFiles(
  { file, key, copy }: { file: string; key: Uint8Array; copy: string },
  mutations: readonly SalvagedMutation[],
  put: (hash: string, bytes: Buffer) => void,
): SalvagedFiles {
  try {
    copyFileSync(file, copy);
    if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${copy}-wal`);
    const db = openDamaged(copy, key);
    if (!db) return { ...noFiles, isComplete: false };
    try {
      return readFiles(db, mutations, put);
    } finally {
      db.close();
    }
  } catch (error) {
    throw storageErrorOf(error);
  } finally {
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${copy}${suffix}`, { force: true });
  }
}

function readFiles(
  db: Database.Database,
  mutations: readonly SalvagedMutation[],
  put: (hash: string, bytes: Buffer) => void,
): SalvagedFiles {
  const { uploads, isWhole } = listUploads(db);
  for (const { state, writes } of mutations) {
    if (state === 'rejected') continue;
    for (const { op, entity, id, scope, fields } of writes) {
      const hash = op === 'insert' && entity === 'attachment' ? fields['hash'] : undefined;
      // What was acknowledged and is not in the list has been handed in.
      if (typeof hash !== 'string' || uploads.has(id) || (state === 'acknowledged' && isWhole)) continue;
      uploads.set(id, { attachmentId: id, hash, scopeId: scope });
    }
  }
  const read = new Map<string, boolean>();
  const saved: SalvagedUpload[] = [];
  for (const upload of uploads.values()) {
    let isRead = read.get(upload.hash);
    if (isRead === undefined) read.set(upload.hash, (isRead = readBytes(db, upload.hash, put)));
    if (isRead) saved.push(upload);
  }
  return { uploads: saved, lost: uploads.size - saved.length, isComplete: isWhole };
}

function listUploads(db: Database.Database): { uploads: Map<string, SalvagedUpload>; isWhole: boolean } {
  const uploads = new Map<string, SalvagedUpload>();
  const isThere = attempt(() =>
    db.prepare(`SELECT 1 FROM sqlite_master WHERE name = 'attachment_upload'`).get(),
  );
  // A file of a former version has no attachments.
  if (isThere.isRead && isThere.value === undefined) return { uploads, isWhole: true };
  const { isRead } = attempt(() => {
    const rows = db.prepare<[], SalvagedUpload>(
      `SELECT attachment_id AS attachmentId, hash, scope_id AS scopeId FROM attachment_upload NOT INDEXED`,
    );
    for (const row of rows.iterate()) uploads.set(row.attachmentId, row);
  });
  return { uploads, isWhole: isRead };
}

/** A page of the bytes may be damaged as well: what is not what it is called is not taken. */
function readBytes(db: Database.Database, hash: string, put: (hash: string, bytes: Buffer) => void): boolean {
  const bytes = attempt(() =>
    db.prepare<[string], Buffer>('SELECT bytes FROM attachment_file WHERE hash = ?').pluck().get(hash),
  ).value;
  if (!bytes || createHash('sha256').update(bytes).digest('hex') !== hash) return false;
  put(hash, bytes);
  return true;
}
