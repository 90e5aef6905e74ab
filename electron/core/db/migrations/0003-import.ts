/** What an import wrote, so that it can be taken back as one step. Local to the device; goes with its book. */
import type { Migration } from '../migration.ts';

export const importHistory: Migration = {
  number: 3,
  up(db) {
    db.exec(`
      CREATE TABLE import_run (
        id TEXT PRIMARY KEY,
        scope_id TEXT NOT NULL,
        file_name TEXT NOT NULL,
        at TEXT NOT NULL,
        new_count INTEGER NOT NULL,
        same_count INTEGER NOT NULL,
        changed_count INTEGER NOT NULL,
        bad_count INTEGER NOT NULL,
        undone_at TEXT
      ) WITHOUT ROWID;
      CREATE TABLE import_change (
        run_id TEXT NOT NULL REFERENCES import_run (id) ON DELETE CASCADE,
        entity TEXT NOT NULL,
        row_id TEXT NOT NULL,
        customer_id TEXT NOT NULL,
        is_insert BOOLEAN NOT NULL,
        old_fields JSON_TEXT NOT NULL,
        new_fields JSON_TEXT NOT NULL,
        PRIMARY KEY (run_id, entity, row_id)
      ) WITHOUT ROWID;
    `);
  },
};
