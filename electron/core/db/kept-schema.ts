/**
 * What all the steps together make of an empty file, once this process has taken them: the next new file is made in one
 * piece, at a quarter of the price. Only what is nothing but schema is kept; steps that also write rows are taken anew.
 */
import type Database from 'better-sqlite3';
import type { Migration } from './migration.ts';

const kept = new WeakMap<readonly Migration[], string>();

export function findKeptSchema(migrations: readonly Migration[]): string | undefined {
  return kept.get(migrations);
}

/** `db` was empty before the steps. */
export function keepSchema(migrations: readonly Migration[], db: Database.Database): void {
  const tables = db.pragma('main.table_list') as { name: string; type: string }[];
  const ordinary = tables.filter(({ name, type }) => type === 'table' && !isOfSqlite(name));
  const isFilled = ({ name }: { name: string }) =>
    db.prepare(`SELECT 1 FROM "${name}" LIMIT 1`).get() !== undefined;
  if (ordinary.some(isFilled)) return;
  // The tables a virtual one keeps itself come with it.
  const shadows = new Set(tables.filter(({ type }) => type === 'shadow').map(({ name }) => name));
  const made = db
    .prepare<[], { name: string; sql: string }>(
      'SELECT tbl_name AS name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid',
    )
    .all();
  const statements = made.filter(({ name }) => !shadows.has(name) && !isOfSqlite(name));
  const settings = tables
    .filter(({ type }) => type === 'virtual')
    .flatMap(({ name }) => settingsOf(name, db));
  kept.set(migrations, [...statements.map(({ sql }) => sql), ...settings].map((sql) => `${sql};`).join('\n'));
}

/** What a full-text table was told, which its text in the schema does not say. */
function settingsOf(table: string, db: Database.Database): string[] {
  return db
    .prepare<[], { k: string; v: number }>(`SELECT k, v FROM "${table}_config" WHERE k <> 'version'`)
    .all()
    .map(({ k, v }) => `INSERT INTO "${table}" ("${table}", rank) VALUES ('${k}', ${v})`);
}

function isOfSqlite(name: string): boolean {
  return name.startsWith('sqlite_');
}
