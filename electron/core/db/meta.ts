/** Small facts about the local file itself, kept inside it. */
import type { LocalDb } from './local-db.ts';

export type MetaKey =
  | 'token'
  | 'device_epoch'
  | 'server_epoch'
  /** The server epoch to which the bytes of attachments were last offered. */
  | 'attachment_epoch'
  /** The server's time at the last page that was pulled. */
  | 'server_at'
  | 'identity'
  | 'company_scope_id'
  | 'user_scope_id'
  | 'last_synced_at'
  | 'first_download_at'
  /** Rows that came of a first download that is not complete. */
  | 'first_download_rows'
  | 'rows_left'
  /** Text left the file that may still be found in unused parts of its pages. */
  | 'traces'
  /** The device id the session was made with. */
  | 'device_id'
  /** Lease: the last completed pull, and the highest time this file has seen. */
  | 'contact_at'
  | 'seen_at'
  /** The run of the program the server knows, and one that was sent and not answered yet (SPEC, IMAGE). */
  | 'run_last'
  | 'run_now'
  /** The columns the program knew that filled the file, and the scopes that are read again since it knows more. */
  | 'registry'
  | 'reread'
  /** What was salvaged for this file from a damaged one, until the person has seen it. */
  | 'recovered'
  /** Desktop notices: on or off, and what was told when. */
  | 'notice'
  /** The protocol version the server has called too old. */
  | 'too_old';

export function findMeta(db: LocalDb, key: MetaKey): string | undefined {
  return db.raw<{ value: string }>('SELECT value FROM meta WHERE key=?', key)[0]?.value;
}

export function getMeta(db: LocalDb, key: MetaKey): string {
  const value = findMeta(db, key);
  if (value === undefined) throw new Error(`meta ${key} is missing`);
  return value;
}

export function setMeta(db: LocalDb, key: MetaKey, value: string): void {
  db.raw('INSERT INTO meta VALUES (?,?) ON CONFLICT (key) DO UPDATE SET value=excluded.value', key, value);
}

export function deleteMeta(db: LocalDb, key: MetaKey): void {
  db.raw('DELETE FROM meta WHERE key=?', key);
}
