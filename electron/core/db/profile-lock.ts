/** One core per profile: an exclusive file lock that the system drops when the process ends, however it ends. */
import { statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { CoreError } from '../core-error.ts';
import { isBusy, storageErrorOf } from './sqlite-error.ts';

export interface ProfileLock {
  release(): void;
}

/** Throws REFUSED IN_USE where another core holds the lock. */
export function lockProfile(file: string): ProfileLock {
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { timeout: 0 });
    // To lock an empty file SQLite would ask the disk for room, and a full disk has to be locked too.
    if (statSync(file).size === 0) db.pragma('user_version=1');
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db?.close();
    throw isBusy(error) ? new CoreError('REFUSED', 'IN_USE', { cause: error }) : storageErrorOf(error);
  }
  const held = db;
  return { release: () => held.close() };
}
