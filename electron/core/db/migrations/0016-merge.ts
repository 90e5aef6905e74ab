/**
 * Cards that became part of another one (SPEC MERGE rules). What hangs on such a card is shown on the other: its
 * `customer_id` names the card that stands, and `moved_row` keeps the one the server knows. Local to the device, derived
 * from `customer.merged_into_id`; repository/card-root.ts keeps both tables.
 */
import type { Migration } from '../migration.ts';

export const merge: Migration = {
  number: 16,
  up(db) {
    db.exec(`
      ALTER TABLE customer ADD COLUMN merged_into_id TEXT;
      ALTER TABLE customer ADD COLUMN merge_undo JSON_TEXT;
      ALTER TABLE customer ADD COLUMN absorbed_at TEXT;
      CREATE INDEX customer_merged ON customer (merged_into_id) WHERE merged_into_id IS NOT NULL;
      CREATE TABLE card_root (customer_id TEXT PRIMARY KEY, root_id TEXT NOT NULL) WITHOUT ROWID;
      CREATE INDEX card_root_root ON card_root (root_id);
      CREATE TABLE moved_row (
        entity TEXT NOT NULL,
        row_id TEXT NOT NULL,
        customer_id TEXT NOT NULL,
        PRIMARY KEY (entity, row_id)
      ) WITHOUT ROWID;
      CREATE INDEX moved_row_customer ON moved_row (customer_id, entity);
    `);
  },
};
