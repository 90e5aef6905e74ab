import Database from 'better-sqlite3';
import { CoreError } from '../core-error.ts';

/** Full, read-only or failing disk: nothing was written, what was acknowledged before is safe (reliability F8, F9, F11). */
const storageCodes = ['SQLITE_FULL', 'SQLITE_READONLY', 'SQLITE_IOERR', 'SQLITE_CANTOPEN', 'SQLITE_PERM'];
const damageCodes = ['SQLITE_CORRUPT', 'SQLITE_NOTADB'];

export function hasSqliteCode(
  error: unknown,
  codes: readonly string[],
): error is InstanceType<typeof Database.SqliteError> {
  return error instanceof Database.SqliteError && codes.some((code) => error.code.startsWith(code));
}

export const isDamage = (error: unknown): boolean => hasSqliteCode(error, damageCodes);
export const isBusy = (error: unknown): boolean => hasSqliteCode(error, ['SQLITE_BUSY', 'SQLITE_LOCKED']);

export const isStorageTrouble = (error: unknown): boolean => hasSqliteCode(error, storageCodes);

/** The expected failure behind an SQLite error, or the error itself where it is a bug. */
export function storageErrorOf(error: unknown): unknown {
  if (hasSqliteCode(error, storageCodes)) return new CoreError('STORAGE', error.code, { cause: error });
  if (isDamage(error)) return new CoreError('STORAGE', 'FILE_DAMAGED', { cause: error });
  return error;
}
