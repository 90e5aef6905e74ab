/** Saved views; groups of tags that exclude each other; why a tag was put on and until when it holds. */
import type { Migration } from '../migration.ts';

export const tagAndView: Migration = {
  number: 11,
  up(db) {
    db.exec(`
      CREATE TABLE list_view (
        id TEXT PRIMARY KEY, scope_id TEXT NOT NULL, version INTEGER NOT NULL, created_at TEXT NOT NULL,
        created_by TEXT, deleted_at TEXT, late BOOLEAN NOT NULL,
        name TEXT, filter JSON_TEXT, sorts JSON_TEXT, columns JSON_TEXT, ordinal INTEGER);
      CREATE INDEX list_view_scope ON list_view (scope_id);
      ALTER TABLE tag ADD COLUMN is_exclusive BOOLEAN NOT NULL DEFAULT 0;
      ALTER TABLE tag ADD COLUMN valid_days INTEGER;
      ALTER TABLE customer_tag ADD COLUMN expires_on TEXT;
      ALTER TABLE customer_tag ADD COLUMN reason TEXT NOT NULL DEFAULT '';
      DROP INDEX customer_tag_names;
      CREATE INDEX customer_tag_names ON customer_tag (customer_id, created_at, id, name, expires_on)
        WHERE deleted_at IS NULL;
      CREATE INDEX customer_order_sums ON customer_order (customer_id, paid_fen) WHERE deleted_at IS NULL;
    `);
  },
};
