/** One replicated entity's local table: its fields, and reading and writing whole rows. */
import type { Column } from '#shared/domain/entity/column.ts';
import { snakeCase, type Entity } from '#shared/domain/entity/entity.ts';
import { entities } from '#shared/domain/entity/registry.ts';
import type { LocalDb } from './local-db.ts';
import { findOwnCustomer } from './repository/card-root.ts';

/** A whole row by field name, in the form the wire has: booleans and JSON values as such. */
export type ReplicaRow = Record<string, unknown> & { id: string; scopeId: string; version: number };

type Kind = Column<unknown>['kind'];

interface Field {
  name: string;
  kind: Kind;
  /** What a row has whose writer did not know the field. */
  absent: unknown;
}

export interface ReplicaTable {
  readonly name: string;
  readonly entity: Entity;
  /** Every field in the order the upsert binds them. */
  readonly fields: readonly Field[];
  readonly upsertSql: string;
  readonly insertSql: string;
}

const commonFields: readonly Omit<Field, 'absent'>[] = [
  { name: 'id', kind: 'text' },
  { name: 'scopeId', kind: 'text' },
  { name: 'version', kind: 'integer' },
  { name: 'createdAt', kind: 'text' },
  { name: 'createdBy', kind: 'text' },
  { name: 'deletedAt', kind: 'text' },
  { name: 'late', kind: 'boolean' },
];

const tables = new Map<string, ReplicaTable>(
  (entities as readonly Entity[]).map((e) => [e.name, tableOf(e)]),
);
export const replicaTables: readonly ReplicaTable[] = [...tables.values()];

export function findReplicaTable(name: string): ReplicaTable | undefined {
  return tables.get(name);
}

export function getReplicaTable(name: string): ReplicaTable {
  const table = tables.get(name);
  if (!table) throw new Error(`unknown entity: ${name}`);
  return table;
}

function tableOf(entity: Entity): ReplicaTable {
  const own = Object.entries(entity.columns).map(([name, column]) => ({
    name,
    kind: column.kind,
    absent: column.default ?? null,
  }));
  const fields = [...commonFields.map((field) => ({ ...field, absent: null })), ...own];
  const columns = fields.map((field) => snakeCase(field.name));
  const updates = columns.slice(1).map((column) => `${column}=excluded.${column}`);
  const insertSql = `INSERT INTO ${entity.name} (${columns.join(',')}) VALUES (${columns.map(() => '?').join(',')})`;
  return {
    name: entity.name,
    entity,
    fields,
    insertSql,
    upsertSql: `${insertSql}
      ON CONFLICT (id) DO UPDATE SET ${updates.join(',')}`,
  };
}

/** The SQL value of a field. Throws TypeError for a value the column cannot hold. */
export function encodeField(kind: Kind, value: unknown): string | number | null {
  if (kind === 'json') return value === undefined ? null : JSON.stringify(value);
  if (value === null || value === undefined) return null;
  if (kind === 'text' && typeof value === 'string') return value;
  if (kind === 'integer' && Number.isSafeInteger(value)) return value as number;
  if (kind === 'boolean' && typeof value === 'boolean') return value ? 1 : 0;
  throw new TypeError(`not a ${kind} value`);
}

/** As the server knows it: a row that is shown on another card (SPEC MERGE rules) names its own. */
export function findReplicaRow(db: LocalDb, table: ReplicaTable, id: string): ReplicaRow | undefined {
  const [row] = db.raw<ReplicaRow>(`SELECT * FROM ${table.name} WHERE id=?`, id);
  const own = row && 'customerId' in table.entity.columns ? findOwnCustomer(db, table.name, id) : undefined;
  return own === undefined ? row : { ...row!, customerId: own };
}

export function putReplicaRow(db: LocalDb, table: ReplicaTable, row: ReplicaRow): void {
  db.raw(table.upsertSql, ...valuesOf(table, row));
}

/**
 * A row that was just made on this device, of checked fields; throws where a row has the id already. Bound field by
 * field: an import makes them by the hundred thousand.
 */
export function insertNewRow(
  db: LocalDb,
  table: ReplicaTable,
  row: { id: string; scope: string; createdAt: string; createdBy: string; fields: Record<string, unknown> },
): void {
  const values: (string | number | null)[] = [row.id, row.scope, 0, row.createdAt, row.createdBy, null, 0];
  for (let at = values.length; at < table.fields.length; at++) {
    const { name, kind, absent } = table.fields[at]!;
    const value = row.fields[name];
    values.push(encodeField(kind, value === undefined ? absent : value));
  }
  db.raw(table.insertSql, ...values);
}

function valuesOf(table: ReplicaTable, row: ReplicaRow) {
  return table.fields.map(({ name, kind, absent }) =>
    encodeField(kind, row[name] === undefined ? absent : row[name]),
  );
}

export function deleteReplicaRow(db: LocalDb, table: ReplicaTable, id: string): void {
  db.raw(`DELETE FROM ${table.name} WHERE id=?`, id);
}
