/** Opens PostgreSQL through DATABASE_URL, or the embedded PostgreSQL in a folder or in memory, and migrates it. */
import { mkdir } from 'node:fs/promises';
import { setFlagsFromString } from 'node:v8';
import { PGlite } from '@electric-sql/pglite';
import { createPgConfig } from '@electric-sql/pglite/node-postgres';
import { CamelCasePlugin, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { Logger } from '#shared/lib/logger.ts';
import type { Database, Db } from './database.ts';
import { lockDataFolder } from './data-folder-lock.ts';
import { wholeStatements } from './embedded-line.ts';
import { startVacuuming } from './embedded-vacuum.ts';
import { errorCode } from './error-code.ts';
import { migrate } from './migrate.ts';
import { listenOnPostgres } from './postgres-listener.ts';
import { PreparingClient } from './preparing-client.ts';

export type DatabaseLocation =
  | { databaseUrl: string; poolSize?: number }
  | { dataDir: string }
  /** For tests; `isBusy`: it works for minutes on end, and may take the memory to be quick at it. */
  | { memory: true; image?: Blob; isBusy?: boolean };

export interface OpenDatabase {
  db: Db;
  kind: 'postgres' | 'pglite';
  /** Calls back with each NOTIFY payload of the channel, from whichever server process it comes. */
  listen(channel: string, onPayload: (payload: string) => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

export async function openDatabase(location: DatabaseLocation, log: Logger): Promise<OpenDatabase> {
  const opened = 'databaseUrl' in location ? openPostgres(location, log) : await openPglite(location, log);
  try {
    await migrate(opened.db);
  } catch (error) {
    await opened.close();
    throw error;
  }
  return opened;
}

function openPostgres(location: { databaseUrl: string; poolSize?: number }, log: Logger): OpenDatabase {
  const pool = new pg.Pool({
    connectionString: location.databaseUrl,
    max: location.poolSize ?? 20,
    Client: PreparingClient,
    connectionTimeoutMillis: 10_000,
    // A server that vanished in the middle of a transaction must not hold a book's lock until TCP notices.
    idle_in_transaction_session_timeout: 30_000,
    lock_timeout: 15_000,
    statement_timeout: 60_000,
    types: { getTypeParser: typeParser },
  });
  // An idle connection that breaks is replaced by the pool; without a listener it would end the process.
  pool.on('error', (error) => log.warn({ code: errorCode(error) }, 'database.connection_lost'));
  // So would one that breaks between two statements of a transaction; the next statement on it fails and says so.
  pool.on('connect', (client) => client.on('error', () => {}));
  const db = kyselyOn(pool);
  return {
    db,
    kind: 'postgres',
    listen: (channel, onPayload) => listenOnPostgres(location.databaseUrl, channel, onPayload, log),
    close: () => db.destroy(),
  };
}

async function openPglite(
  location: Exclude<DatabaseLocation, { databaseUrl: string }>,
  log: Logger,
): Promise<OpenDatabase> {
  if (!('isBusy' in location && location.isBusy)) sparePgliteMemory();
  let unlock = async () => {};
  let pglite: PGlite;
  if ('dataDir' in location) {
    await mkdir(location.dataDir, { recursive: true, mode: 0o700 });
    unlock = await lockDataFolder(location.dataDir);
    try {
      pglite = await PGlite.create({ dataDir: `${location.dataDir}/pglite` });
    } catch (error) {
      await unlock();
      throw error;
    }
  } else {
    pglite = await PGlite.create(location.image ? { loadDataDir: location.image } : {});
  }
  // It has one connection, so whoever holds it (a transaction) makes the others wait in line; using the outer `db`
  // inside a transaction would wait for ever.
  const pool = new pg.Pool({
    ...createPgConfig(wholeStatements(pglite)),
    max: 1,
    Client: PreparingClient,
    idleTimeoutMillis: 0,
    types: { getTypeParser: typeParser },
  });
  const db = kyselyOn(pool);
  const stopVacuuming = startVacuuming(pool, log);
  return {
    db,
    kind: 'pglite',
    async listen(channel, onPayload) {
      // On the pool's connection: two users of the embedded one would cut into each other's statements.
      await pool.query(`listen ${pg.escapeIdentifier(channel)}`);
      const stop = pglite.onNotification((from, payload) => from === channel && onPayload(payload));
      return async () => stop();
    },
    async close() {
      await stopVacuuming();
      await db.destroy();
      await pglite.close();
      await unlock();
    },
  };
}

/**
 * The optimizing compiler takes half a gigabyte for some functions of the embedded database, for code that a company's
 * load finds no faster; a simulator that does nothing else saves a fifth. It has to be told before the database is loaded.
 */
function sparePgliteMemory(): void {
  for (const flag of ['--no-wasm-tier-up', '--no-wasm-dynamic-tiering']) setFlagsFromString(flag);
}

function kyselyOn(pool: pg.Pool): Db {
  return new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  });
}

/** 64-bit versions and counts are read as numbers: a scope will not see 2^53 transactions. */
const typeParser: typeof pg.types.getTypeParser = (oid, format) =>
  oid === pg.types.builtins.INT8
    ? (text: string) => Number(text)
    : (pg.types.getTypeParser(oid, format as 'text') as (text: string) => unknown);
