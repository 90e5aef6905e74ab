/** What the card knows: needs, interests, people around the customer, changes with a reason, looks at masked numbers. */
import type { Migration } from '../migration.ts';

const common = `
  id TEXT PRIMARY KEY, scope_id TEXT NOT NULL, version INTEGER NOT NULL, created_at TEXT NOT NULL, created_by TEXT,
  deleted_at TEXT, late BOOLEAN NOT NULL`;

const replicated: Record<string, string> = {
  need: 'customer_id TEXT, body TEXT, status TEXT, answered_at TEXT, origin TEXT, origin_id TEXT',
  interest: 'customer_id TEXT, topic TEXT, kind TEXT, seen_at TEXT, origin TEXT, origin_id TEXT',
  relation: 'customer_id TEXT, role TEXT, name TEXT, remark TEXT, other_id TEXT',
  card_change:
    'customer_id TEXT, field TEXT, from_value TEXT, to_value TEXT, reason TEXT, signs JSON_TEXT, happened_at TEXT',
  contact_reveal: 'book_id TEXT, customer_id TEXT, contact_point_id TEXT, kind TEXT, revealed_at TEXT',
};

const lookups = [
  ['need', 'customer_id'],
  ['interest', 'customer_id'],
  ['relation', 'customer_id'],
  ['card_change', 'customer_id, happened_at'],
] as const;

const added = `
  ALTER TABLE customer ADD COLUMN persona_kind TEXT;
  ALTER TABLE customer ADD COLUMN taboo TEXT NOT NULL DEFAULT '';
  ALTER TABLE customer ADD COLUMN presence JSON_TEXT NOT NULL DEFAULT '[]';
  ALTER TABLE customer ADD COLUMN source_platform TEXT NOT NULL DEFAULT '';
  ALTER TABLE customer ADD COLUMN source_campaign TEXT NOT NULL DEFAULT '';
  ALTER TABLE customer ADD COLUMN source_placement TEXT NOT NULL DEFAULT '';
  ALTER TABLE customer ADD COLUMN intent_product TEXT NOT NULL DEFAULT '';
  ALTER TABLE customer ADD COLUMN intent_basis TEXT;
  ALTER TABLE customer ADD COLUMN intent_note TEXT NOT NULL DEFAULT '';
  ALTER TABLE customer ADD COLUMN cue TEXT;
  ALTER TABLE customer ADD COLUMN grade TEXT;
  ALTER TABLE customer ADD COLUMN triaged_at TEXT;
`;

export const profile: Migration = {
  number: 8,
  up(db) {
    for (const [name, columns] of Object.entries(replicated)) {
      db.exec(`CREATE TABLE ${name} (${common}, ${columns})`);
      db.exec(`CREATE INDEX ${name}_scope ON ${name} (scope_id)`);
    }
    for (const [name, columns] of lookups) {
      db.exec(`CREATE INDEX ${name}_lookup_${columns.split(',')[0]} ON ${name} (${columns})`);
    }
    db.exec(added);
  },
};
