/** Opens an encrypted SQLite file with the pragmas every open has to set again (reliability F3, F4). */
import Database from 'better-sqlite3';

/**
 * Pages of the log, a tenth of what is usual: the commit that brings them into the file deciphers and enciphers each, and
 * nobody is answered meanwhile (1,000 pages: 60 ms of processor time). With fewer, pages that change again and again are
 * brought in again and again.
 */
export const logPages = 100;

const settings = [
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'FULL', 2],
  ['temp_store', 'MEMORY', 2],
  ['foreign_keys', 'ON', 1],
  ['secure_delete', 'ON', 1],
  ['busy_timeout', '5000', 5000],
  // 32 MB instead of 2: every page that is read again would be deciphered again.
  ['cache_size', '-32768', -32_768],
  ['wal_autocheckpoint', `${logPages}`, logPages],
] as const;

/** `key` is the raw 256-bit key. Nothing is read before it is set. Throws the library's SqliteError. */
export function openConnection(file: string, key: Uint8Array): Database.Database {
  const db = new Database(file);
  try {
    db.pragma(`cipher='sqlcipher'`);
    db.pragma(`key="x'${Buffer.from(key).toString('hex')}'"`);
    db.prepare('SELECT count(*) FROM sqlite_master').get();
    for (const [name, value, expected] of settings) {
      db.pragma(`${name}=${value}`);
      if (db.pragma(name, { simple: true }) !== expected) throw new Error(`pragma ${name} is not ${value}`);
    }
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
