/** Kept mappings go with the person; those this device kept for itself are handed over at their next use (services/import-template.ts). */
import type { Migration } from '../migration.ts';

export const importTemplate: Migration = {
  number: 28,
  up(db) {
    db.exec(`
      ALTER TABLE import_template RENAME TO former_template;
      CREATE TABLE import_template (
        id TEXT PRIMARY KEY, scope_id TEXT NOT NULL, version INTEGER NOT NULL, created_at TEXT NOT NULL,
        created_by TEXT, deleted_at TEXT, late BOOLEAN NOT NULL,
        name TEXT, kind TEXT, headers TEXT, columns JSON_TEXT, kept_at TEXT);
      CREATE INDEX import_template_scope ON import_template (scope_id);
    `);
  },
};
