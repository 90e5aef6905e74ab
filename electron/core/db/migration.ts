import type Database from 'better-sqlite3';

/** One step forward. Runs inside the transaction of the whole upgrade; a published one is never changed again. */
export interface Migration {
  readonly number: number;
  up(db: Database.Database): void;
}
