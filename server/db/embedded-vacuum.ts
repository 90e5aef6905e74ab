/**
 * Does for the embedded PostgreSQL what a full one's autovacuum does by itself. Without it every change of a row leaves
 * its former version in table and indexes, and a kept plan (preparing-client.ts) that was made while a table was small
 * goes on reading the whole of it: only new statistics make the database plan anew.
 */
import pg from 'pg';
import type { Logger } from '#shared/lib/logger.ts';
import { errorCode } from './error-code.ts';

const everyMs = 30_000;

/** As autovacuum decides (PostgreSQL, "Routine Vacuuming"); its threshold is 50, ours waits for a blocked line to pay off. */
const threshold = 250;
const deadShare = 0.2;
const changedShare = 0.1;

/**
 * Sweeps the tables that hold many dead rows and counts those anew of which much has changed; the names of these. One
 * statement each, so that others get their turn.
 */
export async function vacuumDue(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ relname: string; isSwept: boolean }>(
    `select * from (
       select relname, n_dead_tup > $1::float8 + $2::float8 * n_live_tup as "isSwept",
         n_mod_since_analyze > $1::float8 + $3::float8 * n_live_tup as "isCounted"
       from pg_stat_user_tables) as found
     where "isSwept" or "isCounted" order by relname`,
    [threshold, deadShare, changedShare],
  );
  for (const { relname, isSwept } of rows)
    await pool.query(`${isSwept ? 'vacuum analyze' : 'analyze'} ${pg.escapeIdentifier(relname)}`);
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
