/**
 * Loads a backup into a schema of its own, built by the migrations the backup names, and brings it up to this program.
 * The company goes on working meanwhile: its tables are not touched.
 */
import { sql } from 'kysely';
import type { Trx } from '../db/database.ts';
import { migrations, migrationTable } from '../db/migrate.ts';
import { BackupError } from './backup-error.ts';
import { listTables, type TableShape } from './catalogue.ts';
import type { BackupHead } from './format.ts';
import type { BackupPart } from './read-backup.ts';

export const stagingSchema = 'rapport_restore';

const batchRows = 1_000;
const batchChars = 1024 * 1024;
const tellEvery = 50_000;

/** Leaves the search path on the staging schema. */
export async function loadStaging(
  trx: Trx,
  parts: AsyncIterable<BackupPart>,
  tell: (line: string) => void,
): Promise<void> {
  await sql`create schema ${sql.id(stagingSchema)}`.execute(trx);
  await sql`set local search_path to ${sql.id(stagingSchema)}`.execute(trx);
  let shapes = new Map<string, TableShape>();
  let head: BackupHead | undefined;
  let current: TableShape | undefined;
  let batch: string[] = [];
  let chars = 0;
  let total = 0;
  const seen = new Set<string>();
  const flush = async () => {
    if (current && batch.length > 0) await insertBatch(trx, current, batch);
    if (Math.floor((total + batch.length) / tellEvery) > Math.floor(total / tellEvery)) {
      tell(`${total + batch.length} rows read`);
    }
    total += batch.length;
    batch = [];
    chars = 0;
  };
  for await (const part of parts) {
    if (part.kind === 'head') {
      head = part.head;
      shapes = await buildSchema(trx, head.migrations);
    } else if (part.kind === 'table') {
      await flush();
      current = shapeFor(shapes, part.table);
      seen.add(current.name);
    } else if (part.kind === 'row') {
      batch.push(part.text);
      chars += part.text.length;
      if (batch.length >= batchRows || chars >= batchChars) await flush();
    }
  }
  await flush();
  const lacking = [...shapes.keys()].find((name) => !seen.has(name));
  if (lacking) throw new BackupError(`the backup lacks the table ${lacking}`);
  await runMigrations(trx, (name) => !head!.migrations.includes(name));
}

async function buildSchema(trx: Trx, names: readonly string[]): Promise<Map<string, TableShape>> {
  await sql.raw(migrationTable).execute(trx);
  await runMigrations(trx, (name) => names.includes(name));
  const tables = await listTables(trx, stagingSchema);
  // What a migration itself puts into a table is in the backup too.
  for (const { name } of tables.toReversed()) await sql`delete from ${sql.table(name)}`.execute(trx);
  return new Map(tables.map((table) => [table.name, table]));
}

async function runMigrations(trx: Trx, isWanted: (name: string) => boolean): Promise<void> {
  for (const { name, statements } of migrations.filter((migration) => isWanted(migration.name))) {
    for (const statement of statements) await sql.raw(statement).execute(trx);
    await sql`insert into migration (name) values (${name})`.execute(trx);
  }
}

/** The table with its columns in the order of the file. */
function shapeFor(
  shapes: ReadonlyMap<string, TableShape>,
  line: { table: string; columns: readonly string[] },
): TableShape {
  const shape = shapes.get(line.table);
  if (!shape) throw new BackupError(`the backup holds a table this program does not know (${line.table})`);
  const columns = line.columns.map((name) => shape.columns.find((column) => column.name === name));
  if (columns.length !== shape.columns.length || columns.some((column) => !column)) {
    throw new BackupError(`the columns of ${line.table} in the backup are not those of this program`);
  }
  return { ...shape, columns: columns.map((column) => column!) };
}

/** The values are texts or null, so JSON carries them exactly; PostgreSQL reads each as the column's type. */
async function insertBatch(trx: Trx, { name, columns }: TableShape, rows: readonly string[]): Promise<void> {
  const names = columns.map((column) => sql.id(column.name));
  const values = columns.map((column, place) => sql`(line ->> ${sql.lit(place)})::${sql.raw(column.type)}`);
  await sql`
    insert into ${sql.table(name)} (${sql.join(names)})
    select ${sql.join(values)} from jsonb_array_elements(${`[${rows.join(',')}]`}::jsonb) as line
  `.execute(trx);
}
