/** The replicated entities and the tables of sync. Values are checked when they are written or pulled, not by SQL. */
import type { Migration } from '../migration.ts';

const common = `
  id TEXT PRIMARY KEY, scope_id TEXT NOT NULL, version INTEGER NOT NULL, created_at TEXT NOT NULL, created_by TEXT,
  deleted_at TEXT, late BOOLEAN NOT NULL`;

const replicated: Record<string, string> = {
  team: 'name TEXT',
  person: 'name TEXT, account TEXT, role TEXT, team_id TEXT, status TEXT',
  book: 'name TEXT, owner_id TEXT',
  setting: 'key TEXT, value JSON_TEXT',
  tag: 'name TEXT, group_name TEXT, ordinal INTEGER',
  sop: 'code TEXT, name TEXT, purpose TEXT, edition INTEGER, steps JSON_TEXT',
  content_item: 'kind TEXT, title TEXT, body TEXT, concern TEXT, ordinal INTEGER',
  customer:
    'name TEXT, address_as TEXT, nickname TEXT, gender TEXT, birthday_on TEXT, company TEXT, job_title TEXT, city TEXT, tier TEXT, trust_stage TEXT, source TEXT, intent INTEGER, intent_at TEXT, status TEXT, consent TEXT, added_on TEXT, remark TEXT',
  contact_point: 'customer_id TEXT, kind TEXT, value TEXT, label TEXT',
  customer_tag: 'customer_id TEXT, tag_id TEXT, name TEXT',
  promise: 'customer_id TEXT, body TEXT, due_at TEXT, status TEXT, closed_at TEXT',
  conflict:
    'entity TEXT, row_id TEXT, customer_id TEXT, field TEXT, kept_value JSON_TEXT, late_value JSON_TEXT, late_by TEXT, late_at TEXT, status TEXT',
  customer_order:
    'customer_id TEXT, product TEXT, quantity INTEGER, paid_fen INTEGER, margin_fen INTEGER, ordered_on TEXT',
  plan: 'plan_on TEXT, built_at TEXT, started_at TEXT, closed_at TEXT, reflection TEXT, available_minutes INTEGER, list_hash TEXT',
  plan_item:
    'plan_id TEXT, plan_on TEXT, book_id TEXT, customer_id TEXT, kind TEXT, subject TEXT, score INTEGER, ordinal INTEGER, deci_minutes INTEGER, reasons JSON_TEXT, due_at TEXT, late_after_at TEXT, status TEXT, status_at TEXT, skip_reason TEXT',
  moment: 'customer_id TEXT, kind TEXT, body TEXT, posted_at TEXT',
  touch:
    'customer_id TEXT, kind TEXT, touch_class TEXT, body TEXT, happened_at TEXT, minutes INTEGER, replied BOOLEAN, moment_id TEXT, plan_item_id TEXT',
  note: 'customer_id TEXT, body TEXT, happened_at TEXT, origin TEXT',
};

/** Lookups the screens and the rules make on every change; each erasure of a scope uses the scope index. */
const lookups = [
  ['contact_point', 'customer_id'],
  ['customer_tag', 'customer_id'],
  ['promise', 'customer_id'],
  ['conflict', 'customer_id'],
  ['customer_order', 'customer_id'],
  ['moment', 'customer_id, posted_at'],
  ['touch', 'customer_id, happened_at'],
  ['note', 'customer_id, happened_at'],
  ['plan', 'plan_on'],
  ['plan_item', 'plan_id'],
] as const;

const sync = `
  CREATE TABLE outbox (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    mutation_id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    at TEXT NOT NULL,
    writes JSON_TEXT NOT NULL,
    state TEXT NOT NULL,
    code TEXT,
    settled_at TEXT
  );
  CREATE INDEX outbox_state ON outbox (state, seq);
  CREATE TABLE outbox_write (
    entity TEXT NOT NULL,
    row_id TEXT NOT NULL,
    seq INTEGER NOT NULL REFERENCES outbox (seq) ON DELETE CASCADE,
    scope_id TEXT NOT NULL,
    PRIMARY KEY (entity, row_id, seq)
  ) WITHOUT ROWID;
  CREATE INDEX outbox_write_seq ON outbox_write (seq);
  CREATE TABLE base_row (
    entity TEXT NOT NULL,
    row_id TEXT NOT NULL,
    scope_id TEXT NOT NULL,
    row TEXT,
    PRIMARY KEY (entity, row_id)
  ) WITHOUT ROWID;
  CREATE TABLE scope_cursor (
    scope_id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    resume TEXT
  ) WITHOUT ROWID;
  CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
`;

export const replica: Migration = {
  number: 1,
  up(db) {
    for (const [name, columns] of Object.entries(replicated)) {
      db.exec(`CREATE TABLE ${name} (${common}, ${columns})`);
      db.exec(`CREATE INDEX ${name}_scope ON ${name} (scope_id)`);
    }
    for (const [name, columns] of lookups) db.exec(`CREATE INDEX ${name}_lookup ON ${name} (${columns})`);
    db.exec(sync);
  },
};
