/** How the columns of a kind of file were mapped, by its headers. On this device only. */
import type { ImportKind } from '#shared/contract/import.ts';
import type { LocalDb } from '../local-db.ts';
import type { SubjectTables } from '../subject-schema.ts';

export type ImportTemplateRow = SubjectTables['import_template'];

/** Newest first. */
export function listImportTemplates(db: LocalDb): ImportTemplateRow[] {
  return db.raw(`SELECT * FROM import_template ORDER BY at DESC, id DESC`);
}

export function findImportTemplate(
  db: LocalDb,
  kind: ImportKind,
  headers: string,
): ImportTemplateRow | undefined {
  return db.raw<ImportTemplateRow>(
    `SELECT * FROM import_template WHERE kind = ? AND headers = ?`,
    kind,
    headers,
  )[0];
}

/** Takes the place of the one with the same headers. */
export function putImportTemplate(db: LocalDb, row: ImportTemplateRow): void {
  const { id, name, kind, headers, columns, at } = row;
  db.raw(
    `INSERT OR REPLACE INTO import_template (id, name, kind, headers, columns, at) VALUES (?, ?, ?, ?, ?, ?)`,
    id,
    name,
    kind,
    headers,
    JSON.stringify(columns),
    at,
  );
}

export function renameImportTemplate(db: LocalDb, id: string, name: string): void {
  db.raw(`UPDATE import_template SET name = ? WHERE id = ?`, name, id);
}

export function deleteImportTemplate(db: LocalDb, id: string): void {
  db.raw(`DELETE FROM import_template WHERE id = ?`, id);
}
