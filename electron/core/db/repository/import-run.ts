/** The history of imports on this device. */
import type { EntityName } from '#shared/domain/entity/registry.ts';
import type { LocalDb } from '../local-db.ts';
import type { SubjectTables } from '../subject-schema.ts';

export type ImportRunRow = SubjectTables['import_run'];
export type ImportChange = SubjectTables['import_change'] & { entity: EntityName };

export function insertImportRun(db: LocalDb, run: ImportRunRow): void {
  db.run(db.q.insertInto('import_run').values(run));
}

export function insertImportChange(db: LocalDb, change: ImportChange): void {
  db.raw(
    `INSERT INTO import_change (run_id, entity, row_id, customer_id, is_insert, old_fields, new_fields)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    change.runId,
    change.entity,
    change.rowId,
    change.customerId,
    change.isInsert,
    JSON.stringify(change.oldFields),
    JSON.stringify(change.newFields),
  );
}

/** Newest first. */
export function listImportRuns(db: LocalDb): ImportRunRow[] {
  return db.all(db.q.selectFrom('import_run').selectAll().orderBy('at', 'desc').orderBy('id', 'desc'));
}

export function findImportRun(db: LocalDb, id: string): ImportRunRow | undefined {
  return db.get(db.q.selectFrom('import_run').selectAll().where('id', '=', id));
}

export function setUndone(db: LocalDb, id: string, at: string): void {
  db.run(db.q.updateTable('import_run').set({ undoneAt: at }).where('id', '=', id));
}

/** Changes of a run by customer. */
export function loadImportChanges(db: LocalDb, runId: string): Map<string, ImportChange[]> {
  const changes = db.raw<ImportChange>(
    `SELECT * FROM import_change WHERE run_id = ? ORDER BY customer_id, entity, row_id`,
    runId,
  );
  return Map.groupBy(changes, (change) => change.customerId);
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
