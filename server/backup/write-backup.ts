/** Reads the whole database as the lines of a backup, in one snapshot, a bounded number of rows at a time. */
import { createHash } from 'node:crypto';
import { pipeline, Readable } from 'node:stream';
import { constants, createZstdCompress } from 'node:zlib';
import { sql } from 'kysely';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import type { Db, Trx } from '../db/database.ts';
import { getServerEpoch } from '../domain/server-epoch.ts';
import { currentSchema, listTables, type TableShape } from './catalogue.ts';
import { formatName, formatVersion, type BackupHead, type EndLine, type TableLine } from './format.ts';

const rowsPerFetch = 1_000;
const level = { params: { [constants.ZSTD_c_compressionLevel]: 3 } };

/** The bytes of a backup. On the embedded database everybody else waits while it is read. */
export function backupStream(db: Db, clock: Clock): Readable {
  return pipeline(Readable.from(backupLines(db, clock)), createZstdCompress(level), () => {});
}

/** Pieces of text; several lines to a piece. */
async function* backupLines(db: Db, clock: Clock): AsyncGenerator<string, void> {
  await getServerEpoch(db);
  const trx = await db
    .startTransaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute();
  try {
    yield* hashed(snapshotLines(trx, clock));
  } finally {
    await trx.rollback().execute();
  }
}

async function* snapshotLines(trx: Trx, clock: Clock): AsyncGenerator<string, Record<string, number>> {
  await sql`set local statement_timeout = 0`.execute(trx);
  await sql`set local idle_in_transaction_session_timeout = '10min'`.execute(trx);
  // What dates look like as text must not depend on how this database is set up.
  await sql`set local datestyle = 'ISO'`.execute(trx);
  await sql`set local timezone = 'UTC'`.execute(trx);
  const schema = await currentSchema(trx);
  const tables = await listTables(trx, schema);
  // Nobody may drop or alter them meanwhile; reading and writing go on.
  const names = tables.map(({ name }) => sql.table(`${schema}.${name}`));
  await sql`lock table ${sql.join(names)} in access share mode`.execute(trx);
  yield `${JSON.stringify(await headOf(trx, clock))}\n`;
  const rows: Record<string, number> = {};
  for (const table of tables) {
    const line: TableLine = { table: table.name, columns: table.columns.map(({ name }) => name) };
    yield `${JSON.stringify(line)}\n`;
    rows[table.name] = yield* tableRows(trx, schema, table);
  }
  return rows;
}

async function headOf(trx: Trx, clock: Clock): Promise<BackupHead> {
  const applied = await sql<{ name: string }>`select name from migration order by name`.execute(trx);
  return {
    format: formatName,
    version: formatVersion,
    takenAt: instantOf(clock),
    serverEpoch: await getServerEpoch(trx),
    migrations: applied.rows.map(({ name }) => name),
    companies: await trx.selectFrom('company').select(['id', 'slug']).orderBy('slug').execute(),
  };
}

/** Every value as text: what PostgreSQL writes it reads again exactly, the spelling of JSON included. */
async function* tableRows(trx: Trx, schema: string, table: TableShape): AsyncGenerator<string, number> {
  const values = table.columns.map(({ name }) => sql`${sql.id(name)}::text`);
  await sql`
    declare backup_row no scroll cursor for
    select to_json(array[${sql.join(values)}])::text as line from ${sql.table(`${schema}.${table.name}`)}
    order by ${sql.join(table.order.map((name) => sql.id(name)))}
  `.execute(trx);
  let count = 0;
  for (;;) {
    const { rows } = await sql<{ line: string }>`fetch ${sql.lit(rowsPerFetch)} from backup_row`.execute(trx);
    if (rows.length === 0) break;
    count += rows.length;
    yield rows.map(({ line }) => `${line}\n`).join('');
  }
  await sql`close backup_row`.execute(trx);
  return count;
}

async function* hashed(pieces: AsyncGenerator<string, Record<string, number>>): AsyncGenerator<string, void> {
  const hash = createHash('sha256');
  for (;;) {
    const next = await pieces.next();
    if (next.done) {
      const end: EndLine = { end: true, rows: next.value, sha256: hash.digest('hex') };
      yield `${JSON.stringify(end)}\n`;
      return;
    }
    hash.update(next.value);
    yield next.value;
  }
}
