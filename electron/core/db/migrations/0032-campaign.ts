/** Campaigns of one offer, and whom they are for. */
import type { Migration } from '../migration.ts';

const columns: Readonly<Record<string, string>> = {
  campaign: `content_id TEXT, kept_out INTEGER, is_asked BOOLEAN, decision TEXT, decided_at TEXT, decided_by TEXT,
    decision_reason TEXT, stopped_at TEXT`,
  campaign_recipient: `customer_id TEXT, campaign_id TEXT, content_id TEXT, is_asked BOOLEAN, approved_by TEXT,
    closed_at TEXT, outcome TEXT`,
};

export const campaign: Migration = {
  number: 32,
  up(db) {
    for (const [table, own] of Object.entries(columns)) {
      db.exec(`
        CREATE TABLE ${table} (
          id TEXT PRIMARY KEY, scope_id TEXT NOT NULL, version INTEGER NOT NULL, created_at TEXT NOT NULL, created_by TEXT,
          deleted_at TEXT, late BOOLEAN NOT NULL, ${own});
        CREATE INDEX ${table}_scope ON ${table} (scope_id);`);
    }
    db.exec(`CREATE INDEX campaign_recipient_customer ON campaign_recipient (customer_id);
      CREATE INDEX campaign_recipient_campaign ON campaign_recipient (campaign_id);
      CREATE INDEX campaign_recipient_open ON campaign_recipient (created_at)
        WHERE deleted_at IS NULL AND closed_at IS NULL;`);
  },
};
