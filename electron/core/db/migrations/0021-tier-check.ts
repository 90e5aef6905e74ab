/** What the tiers were last worked out from. */
import type { Migration } from '../migration.ts';

export const tierCheck: Migration = {
  number: 21,
  up(db) {
    db.exec(`
      CREATE TABLE tier_check (
        id TEXT PRIMARY KEY, scope_id TEXT NOT NULL, version INTEGER NOT NULL, created_at TEXT NOT NULL,
        created_by TEXT, deleted_at TEXT, late BOOLEAN NOT NULL,
        customer_id TEXT, checked_on TEXT, ranks JSON_TEXT, apart TEXT, place INTEGER, place_of INTEGER,
        score INTEGER, parts JSON_TEXT);
      CREATE INDEX tier_check_scope ON tier_check (scope_id);
      CREATE INDEX tier_check_customer ON tier_check (customer_id);
      -- The changes of the last check are counted on Today, whatever the book holds.
      CREATE INDEX card_change_field ON card_change (field, happened_at);
    `);
  },
};
