/**
 * Does for the embedded PostgreSQL what a full one's autovacuum does by itself: without it every change of a row leaves
 * its former version in table and indexes, and after some ten thousand changes a push takes twice as long.
 */
import pg from 'pg';
import type { Logger } from '#shared/lib/logger.ts';
import { errorCode } from './error-code.ts';

const everyMs = 30_000;

/** As autovacuum decides (PostgreSQL, "Routine Vacuuming"); its threshold is 50, ours waits for a blocked line to pay off. */
const threshold = 250;
const share = 0.2;

/** Sweeps the tables that hold many dead rows; the names of these. One statement each, so that others get their turn. */
export async function vacuumDue(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ relname: string }>(
    `select relname from pg_stat_user_tables where n_dead_tup > $1::float8 + $2::float8 * n_live_tup order by relname`,
    [threshold, share],
  );
  for (const { relname } of rows) await pool.query(`vacuum analyze ${pg.escapeIdentifier(relname)}`);
  return rows.map(({ relname }) => relname);
}

/** Returns what stops it; resolves when a sweep under way is over. */
export function startVacuuming(pool: pg.Pool, log: Logger): () => Promise<void> {
  let running: Promise<void> | undefined;
  const interval = setInterval(() => {
    running ??= sweep().finally(() => {
      running = undefined;
    });
  }, everyMs);
  interval.unref();

  async function sweep(): Promise<void> {
    try {
      const tables = await vacuumDue(pool);
      if (tables.length > 0) log.debug({ tables }, 'database.vacuumed');
    } catch (error) {
      log.warn({ code: errorCode(error) }, 'database.vacuum_failed');
    }
  }

  return async () => {
    clearInterval(interval);
    await running;
  };
}
