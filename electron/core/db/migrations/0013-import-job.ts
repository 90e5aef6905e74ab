/**
 * An import is written slice by slice and may end in the middle: how far it came is kept with it. What it changed lies in
 * the order of the customers, so that taking it back reads a slice at a time, and a new customer with all its rows is one
 * row of it: written one by one they were a quarter of all that an import writes.
 */
import type { Migration } from '../migration.ts';

export const importJob: Migration = {
  number: 13,
  up(db) {
    db.exec(`
      ALTER TABLE import_run ADD COLUMN kind TEXT NOT NULL DEFAULT 'customer';
      ALTER TABLE import_run ADD COLUMN state TEXT NOT NULL DEFAULT 'done';
      ALTER TABLE import_run ADD COLUMN written INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE import_run ADD COLUMN total INTEGER NOT NULL DEFAULT 0;
      UPDATE import_run SET total = new_count + changed_count, written = new_count + changed_count,
        state = CASE WHEN undone_at IS NULL THEN 'done' ELSE 'undone' END;
      ALTER TABLE import_change RENAME TO import_change_of_before;
      CREATE TABLE import_change (
        run_id TEXT NOT NULL REFERENCES import_run (id) ON DELETE CASCADE,
        customer_id TEXT NOT NULL,
        entity TEXT NOT NULL,
        row_id TEXT NOT NULL,
        is_insert BOOLEAN NOT NULL,
        old_fields JSON_TEXT NOT NULL,
        new_fields JSON_TEXT NOT NULL,
        rows JSON_TEXT,
        PRIMARY KEY (run_id, customer_id, entity, row_id)
      ) WITHOUT ROWID;
      INSERT INTO import_change SELECT run_id, customer_id, entity, row_id, is_insert, old_fields, new_fields, NULL
        FROM import_change_of_before;
      DROP TABLE import_change_of_before;
    `);
  },
};
