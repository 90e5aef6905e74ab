/**
 * Reads and writes rows of any replicated entity, set-based: rows travel as one JSON parameter and PostgreSQL gives
 * the columns their types, so there is one statement per entity however many rows.
 */
import { sql } from 'kysely';
import { snakeCase, type Entity } from '#shared/domain/entity/entity.ts';
import type { FieldVersions, Trx } from './database.ts';

export type StoredRow = {
  companyId: string;
  scopeId: string;
  id: string;
  version: number;
  createdAt: string;
  createdBy: string | null;
  deletedAt: string | null;
  late: boolean;
  fieldVersion: FieldVersions;
} & Record<string, unknown>;

const common = [
  'companyId',
  'scopeId',
  'id',
  'version',
  'createdAt',
  'createdBy',
  'deletedAt',
  'late',
  'fieldVersion',
];

export async function insertRows(trx: Trx, entity: Entity, rows: readonly StoredRow[]): Promise<void> {
  if (rows.length === 0) return;
  const table = sql.table(entity.name);
  await sql`
    insert into ${table} select * from json_populate_recordset(null::${table}, ${rowsAsJson(entity, rows)}::json)
  `.execute(trx);
}

/** Writes what may change: patchable fields, deletion, version and field versions. */
export async function updateRows(
  trx: Trx,
  entity: Entity,
  scopeId: string,
  rows: readonly StoredRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const table = sql.table(entity.name);
  const patchable = Object.keys(entity.columns).filter((name) => isChangeable(entity, name));
  const changes = ['version', 'deletedAt', 'fieldVersion', ...patchable].map(
    (name) => sql`${sql.id(snakeCase(name))} = ${sql.ref(`changed.${snakeCase(name)}`)}`,
  );
  await sql`
    update ${table} as kept set ${sql.join(changes)}
    from json_populate_recordset(null::${table}, ${rowsAsJson(entity, rows)}::json) as changed
    where kept.scope_id = ${scopeId}::uuid and kept.id = changed.id
  `.execute(trx);
}

/** Without a trace: only for rows that are inserted again in the same transaction. */
export async function deleteRows(
  trx: Trx,
  entity: Entity,
  scopeId: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    delete from ${sql.table(entity.name)} where scope_id = ${scopeId}::uuid and id = any(${[...ids]}::uuid[])
  `.execute(trx);
}

/** The rows of a scope among `ids`, by id. */
export async function findRows(
  trx: Trx,
  entity: Entity,
  scopeId: string,
  ids: readonly string[],
): Promise<Map<string, StoredRow>> {
  if (ids.length === 0) return new Map();
  const found = await sql<{ row: Record<string, unknown> }>`
    select row_to_json(kept) as row from ${sql.table(entity.name)} as kept
    where scope_id = ${scopeId}::uuid and id = any(${[...ids]}::uuid[])
  `.execute(trx);
  const names = [...common, ...Object.keys(entity.columns)];
  return new Map(
    found.rows.map(({ row }) => {
      const stored = Object.fromEntries(names.map((name) => [name, row[snakeCase(name)]])) as StoredRow;
      return [stored.id, stored];
    }),
  );
}

/** Fields a command may change are all of them; a device's patch is narrowed by `patchSchema` before it comes here. */
function isChangeable(entity: Entity, name: string): boolean {
  return entity.write === 'command' || entity.columns[name]!.patchable;
}

function rowsAsJson(entity: Entity, rows: readonly StoredRow[]): string {
  const names = [...common, ...Object.keys(entity.columns)].map((name) => [name, snakeCase(name)] as const);
  return JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(
        names.map(([name, column]) => [
          column,
          row[name] === undefined ? (entity.columns[name]?.default ?? null) : row[name],
        ]),
      ),
    ),
  );
}
