/** One core per profile: an exclusive file lock that the system drops when the process ends, however it ends. */
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
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db?.close();
    throw isBusy(error) ? new CoreError('REFUSED', 'IN_USE', { cause: error }) : storageErrorOf(error);
  }
  const held = db;
  return { release: () => held.close() };
}
