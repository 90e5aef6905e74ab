/** How the columns of a kind of file were mapped, by its headers. */
import type { ImportTemplateRow } from '#shared/domain/entity/import-template.ts';
import type { LocalDb } from '../local-db.ts';
import type { SubjectTables } from '../subject-schema.ts';

/** Newest first; two devices may each have kept one for the same headers. */
export function listImportTemplates(db: LocalDb): ImportTemplateRow[] {
  return db.raw(`SELECT * FROM import_template WHERE deleted_at IS NULL ORDER BY kept_at DESC, id DESC`);
}

/** What this device kept for itself before such mappings went with the person. */
export function listFormerTemplates(db: LocalDb): SubjectTables['former_template'][] {
  return db.raw(`SELECT * FROM former_template ORDER BY at, id`);
}

export function emptyFormerTemplates(db: LocalDb): void {
  db.raw('DELETE FROM former_template');
}
