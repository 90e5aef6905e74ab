/** What the day plan listens to: appointments, key dates, signals, surprises, patrols, households, days off. */
import type { Migration } from '../migration.ts';

const common = `
  id TEXT PRIMARY KEY, scope_id TEXT NOT NULL, version INTEGER NOT NULL, created_at TEXT NOT NULL, created_by TEXT,
  deleted_at TEXT, late BOOLEAN NOT NULL`;

const replicated: Record<string, string> = {
  appointment:
    'customer_id TEXT, title TEXT, place TEXT, start_at TEXT, minutes INTEGER, status TEXT, closed_at TEXT',
  key_date:
    'customer_id TEXT, kind TEXT, label TEXT, calendar TEXT, month INTEGER, day INTEGER, is_leap_month BOOLEAN, year INTEGER',
  signal:
    'customer_id TEXT, kind TEXT, body TEXT, happened_at TEXT, due_at TEXT, closed_at TEXT, former_status TEXT',
  surprise: 'customer_id TEXT, body TEXT, price_fen INTEGER, status TEXT, given_at TEXT',
  patrol: 'customer_id TEXT, happened_at TEXT, outcome TEXT',
  household_member: 'customer_id TEXT, household_id TEXT, relation TEXT',
  outside_contact:
    'customer_id TEXT, talk_ats JSON_TEXT, promo_ats JSON_TEXT, household_promo_ats JSON_TEXT, open_on TEXT',
  leave: 'from_on TEXT, to_on TEXT, kind TEXT',
  meeting: 'meet_on TEXT, title TEXT, minutes INTEGER',
};

const lookups = [
  ['appointment', 'customer_id'],
  ['key_date', 'customer_id'],
  ['signal', 'customer_id, happened_at'],
  ['surprise', 'customer_id'],
  ['patrol', 'customer_id, happened_at'],
  ['household_member', 'customer_id'],
  ['household_member', 'household_id'],
  ['outside_contact', 'customer_id'],
  ['meeting', 'meet_on'],
] as const;

const added = `
  ALTER TABLE customer ADD COLUMN quiet_from INTEGER;
  ALTER TABLE customer ADD COLUMN quiet_to INTEGER;
  ALTER TABLE customer ADD COLUMN is_legal_hold BOOLEAN NOT NULL DEFAULT 0;
  ALTER TABLE customer ADD COLUMN received_at TEXT;
  ALTER TABLE touch ADD COLUMN evidence TEXT NOT NULL DEFAULT '';
  ALTER TABLE book ADD COLUMN received_at TEXT;
  ALTER TABLE book ADD COLUMN former_owner_id TEXT;
  ALTER TABLE setting ADD COLUMN team_id TEXT;
  ALTER TABLE setting ADD COLUMN person_id TEXT;
  ALTER TABLE plan ADD COLUMN made_by TEXT NOT NULL DEFAULT 'device';
  ALTER TABLE plan ADD COLUMN opened_at TEXT;
  ALTER TABLE plan_item ADD COLUMN inserted_at TEXT;
  ALTER TABLE plan_item ADD COLUMN displaced_at TEXT;
`;

export const care: Migration = {
  number: 6,
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
