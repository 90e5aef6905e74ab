/** Open deals. */
import type { Migration } from '../migration.ts';

export const deal: Migration = {
  number: 26,
  up(db) {
    db.exec(`
      CREATE TABLE deal (
        id TEXT PRIMARY KEY, scope_id TEXT NOT NULL, version INTEGER NOT NULL, created_at TEXT NOT NULL, created_by TEXT,
        deleted_at TEXT, late BOOLEAN NOT NULL, customer_id TEXT, product TEXT, amount_fen INTEGER, margin_fen INTEGER,
        stage TEXT, expected_on TEXT, status TEXT, closed_at TEXT, loss_reason TEXT);
      CREATE INDEX deal_scope ON deal (scope_id);
      CREATE INDEX deal_customer ON deal (customer_id);`);
  },
};
