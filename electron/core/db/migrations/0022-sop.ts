/** SOPs with what starts them, from when and until when, and what was written down about customers and SOPs. */
import type { Migration } from '../migration.ts';

export const sop: Migration = {
  number: 22,
  up(db) {
    db.exec(`
      ALTER TABLE sop ADD COLUMN starts_by TEXT;
      ALTER TABLE sop ADD COLUMN from_on TEXT;
      ALTER TABLE sop ADD COLUMN lead_days INTEGER;
      ALTER TABLE sop ADD COLUMN retired_at TEXT;
      CREATE TABLE sop_enrolment (
        id TEXT PRIMARY KEY, scope_id TEXT NOT NULL, version INTEGER NOT NULL, created_at TEXT NOT NULL, created_by TEXT,
        deleted_at TEXT, late BOOLEAN NOT NULL, customer_id TEXT, code TEXT, started_on TEXT, by_hand BOOLEAN,
        left_at TEXT, left_reason TEXT, left_note TEXT);
      CREATE INDEX sop_enrolment_scope ON sop_enrolment (scope_id);
      CREATE INDEX sop_enrolment_customer ON sop_enrolment (customer_id, started_on);`);
  },
};
