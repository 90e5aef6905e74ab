/** The history of imports on this device. */
import type { EntityName } from '#shared/domain/entity/registry.ts';
import type { LocalDb } from '../local-db.ts';
import type { SubjectTables } from '../subject-schema.ts';
import { newCustomerFields } from './new-customer.ts';

export type ImportRunRow = SubjectTables['import_run'];
type StoredChange = SubjectTables['import_change'] & { entity: EntityName };
export type ImportChange = Omit<StoredChange, 'rows'>;

export function insertImportRun(db: LocalDb, run: ImportRunRow): void {
  db.run(db.q.insertInto('import_run').values(run));
}

export function updateImportRun(db: LocalDb, id: string, fields: Partial<Omit<ImportRunRow, 'id'>>): void {
  db.run(db.q.updateTable('import_run').set(fields).where('id', '=', id));
}

/** With its changes. */
export function deleteImportRun(db: LocalDb, id: string): void {
  db.raw(`DELETE FROM import_run WHERE id = ?`, id);
}

/** What a run did to one customer. */
export function insertImportChanges(db: LocalDb, changes: readonly ImportChange[]): void {
  const made = changes.find(isNewCustomer);
  if (!made) return changes.forEach((change) => insertRow(db, change, null));
  const others = changes.filter((change) => change !== made);
  const newFields = Object.fromEntries(
    Object.entries(made.newFields).filter(([name, value]) => value !== usual[name]),
  );
  insertRow(
    db,
    { ...made, newFields },
    others.map((change) => [change.entity, change.rowId, change.newFields]),
  );
}

/** What a new customer usually has is not written down for each of them. */
const usual: Record<string, unknown> = newCustomerFields('', '');

export function isNewCustomer({ entity, isInsert }: Pick<ImportChange, 'entity' | 'isInsert'>): boolean {
  return entity === 'customer' && isInsert;
}

function insertRow(db: LocalDb, change: ImportChange, rows: StoredChange['rows']): void {
  db.raw(
    `INSERT INTO import_change (run_id, customer_id, entity, row_id, is_insert, old_fields, new_fields, rows)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    change.runId,
    change.customerId,
    change.entity,
    change.rowId,
    change.isInsert,
    JSON.stringify(change.oldFields),
    JSON.stringify(change.newFields),
    rows && JSON.stringify(rows),
  );
}

function changesOf({ rows, ...stored }: StoredChange): ImportChange[] {
  const change: ImportChange = isNewCustomer(stored)
    ? { ...stored, newFields: { ...usual, ...stored.newFields } }
    : stored;
  const { runId, customerId } = stored;
  const others = (rows ?? []).map(([entity, rowId, newFields]): ImportChange => ({
    runId,
    customerId,
    entity: entity as EntityName,
    rowId,
    isInsert: true,
    oldFields: {},
    newFields,
  }));
  return [change, ...others];
}

/** Newest first. */
export function listImportRuns(db: LocalDb): ImportRunRow[] {
  return db.all(db.q.selectFrom('import_run').selectAll().orderBy('at', 'desc').orderBy('id', 'desc'));
}

export function findImportRun(db: LocalDb, id: string): ImportRunRow | undefined {
  return db.get(db.q.selectFrom('import_run').selectAll().where('id', '=', id));
}

/** How many customers a run changed. */
export function countImportCustomers(db: LocalDb, runId: string): number {
  return db.raw<{ n: number }>(
    `SELECT count(DISTINCT customer_id) AS n FROM import_change WHERE run_id = ?`,
    runId,
  )[0]!.n;
}

/** Changes of a run by customer, of the first customers and about `atMost` rows of them: whole customers only. */
export function loadImportChanges(db: LocalDb, runId: string, atMost: number): Map<string, ImportChange[]> {
  const read = (limit: number) =>
    db.raw<StoredChange>(
      `SELECT * FROM import_change WHERE run_id = ? ORDER BY customer_id, entity, row_id LIMIT ?`,
      runId,
      limit,
    );
  for (let limit = atMost; ; limit *= 4) {
    const stored = read(limit);
    const byCustomer = Map.groupBy(stored.flatMap(changesOf), (change) => change.customerId);
    if (stored.length < limit) return byCustomer;
    byCustomer.delete(stored.at(-1)!.customerId);
    if (byCustomer.size > 0) return byCustomer;
  }
}

export function deleteImportChanges(db: LocalDb, runId: string, customerIds: readonly string[]): void {
  db.raw(
    `DELETE FROM import_change WHERE run_id = ? AND customer_id IN (SELECT value FROM json_each(?))`,
    runId,
    JSON.stringify(customerIds),
  );
}

/** Runs of a book that left the device, and what other runs did to its customers. */
export function deleteImportsOfScope(db: LocalDb, scopeId: string): void {
  db.raw(`DELETE FROM import_run WHERE scope_id = ?`, scopeId);
  deleteImportsOfAbsentCustomers(db);
}

/** What an import did to a customer who is not on the device any more. */
export function deleteImportsOfAbsentCustomers(db: LocalDb): void {
  db.raw(`DELETE FROM import_change WHERE customer_id NOT IN (SELECT id FROM customer)`);
}
