/** The day a person set for the next touch; scores and friends brought. */
import type { Migration } from '../migration.ts';

export const nextTouch: Migration = {
  number: 14,
  up(db) {
    db.exec(`
      ALTER TABLE customer ADD COLUMN next_on TEXT;
      ALTER TABLE customer ADD COLUMN next_reason TEXT NOT NULL DEFAULT '';
      ALTER TABLE customer ADD COLUMN next_set_at TEXT;
      CREATE TABLE endorsement (
        id TEXT PRIMARY KEY, scope_id TEXT NOT NULL, version INTEGER NOT NULL, created_at TEXT NOT NULL,
        created_by TEXT, deleted_at TEXT, late BOOLEAN NOT NULL,
        customer_id TEXT, kind TEXT, score INTEGER, is_paid BOOLEAN, body TEXT, happened_on TEXT);
      CREATE INDEX endorsement_scope ON endorsement (scope_id);
      CREATE INDEX endorsement_customer ON endorsement (customer_id);
    `);
  },
};
