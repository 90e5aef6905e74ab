/** The open local file: typed queries, run synchronously on one connection. */
import type { Compilable, Kysely } from 'kysely';
import type { LocalSchema } from './schema.ts';

/**
 * Rows come back with camelCase keys; columns declared BOOLEAN or JSON_TEXT are decoded, also behind an alias, as long
 * as the value is the plain column and not an expression of it.
 */
export interface LocalDb {
  /** The query builder. It only builds: hand its queries to `all`, `get` or `run`. */
  readonly q: Kysely<LocalSchema>;
  all<T>(query: Compilable<T>): T[];
  get<T>(query: Compilable<T>): T | undefined;
  run(query: Compilable<unknown>): { changes: number };
  /** Hand-written SQL; the prepared statement is cached by its text. Booleans bind as 0/1, undefined as null. */
  raw<T>(sql: string, ...params: unknown[]): T[];
  /** BEGIN IMMEDIATE … COMMIT; an inner call joins the outer transaction. Throws undo everything. */
  transaction<T>(work: () => T): T;
  /** Runs after the outermost transaction has been committed (at once outside of one), never after a rollback. */
  afterCommit(callback: () => void): void;
  /** Moves the write-ahead log into the file and empties it, so that overwritten pages are gone from the disk. */
  checkpoint(): void;
  /** Writes every page anew, so that nothing is left in the file of what is no longer in it; empties the log too. */
  rewrite(): void;
  close(): void;
}
