/** Opens the local file of one person, or says exactly why it cannot be opened. Never deletes or repairs anything. */
import { existsSync, statSync } from 'node:fs';
import type Database from 'better-sqlite3';
import type { Logger } from '#shared/lib/logger.ts';
import { CoreError } from '../core-error.ts';
import type { FailPoint } from '../fail-point.ts';
import { openConnection } from './connection.ts';
import { isKeyOf } from './key-check.ts';
import type { LocalDb } from './local-db.ts';
import { hasLostCommits, isLogCut, keepMark } from './mark.ts';
import { migrate, schemaVersion } from './migrate.ts';
import type { Migration } from './migration.ts';
import { migrations as allMigrations } from './migrations/all.ts';
import { createSqliteDb } from './sqlite-db.ts';
import { isDamage, storageErrorOf } from './sqlite-error.ts';

export interface OpenOptions {
  file: string;
  key: Uint8Array;
  /** What {@link keyCheckOf} gave when the key was made. */
  keyCheck: string;
  /** False only for a profile that is being made. An existing profile's file is never silently replaced by an empty one. */
  mustExist: boolean;
  log: Logger;
  migrations?: readonly Migration[];
  failPoint?: FailPoint;
}

/** Above this size the whole-file check is left to the first touch of a damaged page. */
const quickCheckBytes = 64 * 1024 * 1024;

/** Throws REFUSED WRONG_KEY, FILE_DAMAGED or FILE_TOO_NEW, and STORAGE for a disk that is full or cannot be written. */
export function openLocalDb(options: OpenOptions): LocalDb {
  const { file, key, keyCheck, mustExist, log, migrations = allMigrations } = options;
  if (!isKeyOf(key, keyCheck)) throw new CoreError('REFUSED', 'WRONG_KEY');
  const isEmpty = !existsSync(file) || statSync(file).size === 0;
  if (mustExist && isEmpty) throw new CoreError('REFUSED', 'FILE_DAMAGED');
  if (isLogCut(file)) throw new CoreError('REFUSED', 'FILE_DAMAGED');
  const db = connect(file, key);
  try {
    if (mustExist && schemaVersion(db) === 0) throw new CoreError('REFUSED', 'FILE_DAMAGED');
    if (!isEmpty) checkPages(db, file);
    if (hasLostCommits(file, db)) throw new CoreError('REFUSED', 'FILE_DAMAGED');
    migrate(db, migrations, log, options.failPoint);
    return keepMark(file, db, createSqliteDb(db));
  } catch (error) {
    db.close();
    throw isDamage(error)
      ? new CoreError('REFUSED', 'FILE_DAMAGED', { cause: error })
      : storageErrorOf(error);
  }
}

function connect(file: string, key: Uint8Array): Database.Database {
  try {
    return openConnection(file, key);
  } catch (error) {
    // The key was checked before, so "not a database" can only mean that the file itself is ruined.
    throw isDamage(error)
      ? new CoreError('REFUSED', 'FILE_DAMAGED', { cause: error })
      : storageErrorOf(error);
  }
}

function checkPages(db: Database.Database, file: string): void {
  if (statSync(file).size > quickCheckBytes) return;
  if (db.pragma('quick_check(1)', { simple: true }) !== 'ok') throw new CoreError('REFUSED', 'FILE_DAMAGED');
}
