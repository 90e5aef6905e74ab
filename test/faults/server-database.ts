/** The company server's database as a row needs it: made, filled, looked into from outside. */
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { openDatabase } from '#server/db/open-database.ts';
import { loadCompany, type SeedCompany } from '#server/domain/seed.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import type { TestPostgres } from '../support/postgres.ts';
import { layOut } from '../support/server-folder.ts';
import type { NoteRow } from './oracle.ts';
import type { ServerData } from './server-process.ts';

/** On PostgreSQL where one is given, else in a folder. */
export async function fillDatabase(
  seed: SeedCompany,
  place: { postgres: TestPostgres } | { folder: string },
): Promise<ServerData> {
  const data: ServerData =
    'postgres' in place
      ? { databaseUrl: await place.postgres.createDatabase() }
      : { dataDir: join(place.folder, 'server') };
  if ('dataDir' in data) await layOut(data.dataDir, 'schema');
  const database = await openDatabase(data, silentLogger);
  await loadCompany(database.db, seed);
  await database.close();
  return data;
}

/** Rows of one statement. The embedded database lets nobody in while its server runs. */
export async function queryDatabase<T>(data: ServerData, sql: string): Promise<T[]> {
  if ('databaseUrl' in data) {
    const client = new pg.Client({ connectionString: data.databaseUrl });
    await client.connect();
    try {
      return (await client.query(sql)).rows as T[];
    } finally {
      await client.end();
    }
  }
  const pglite = await PGlite.create({ dataDir: join(data.dataDir, 'pglite') });
  try {
    return (await pglite.query<T>(sql)).rows;
  } finally {
    await pglite.close();
  }
}

export function serverNotes(data: ServerData): Promise<NoteRow[]> {
  return queryDatabase(data, 'select scope_id as "scopeId", body, deleted_at as "deletedAt" from note');
}
