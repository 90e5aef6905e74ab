/**
 * What the customer list and the day plan look up per customer: search text and contact times. Both are derived from
 * replicated rows. Triggers note which customers changed, whoever wrote the row; repository/customer-index.ts works
 * them off before the next read. Rows of a customer who leaves the file go with it, in the same transaction.
 */
import type { Migration } from '../migration.ts';

const tables = `
  CREATE TABLE customer_search (
    customer_id TEXT PRIMARY KEY,
    sort_key TEXT NOT NULL,
    haystack TEXT NOT NULL,
    phones TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE customer_activity (
    customer_id TEXT PRIMARY KEY,
    last_contact_at TEXT,
    last_comment_at TEXT,
    last_reply_at TEXT,
    unanswered INTEGER NOT NULL,
    last_item_id TEXT
  ) WITHOUT ROWID;
  CREATE TABLE search_dirty (customer_id TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE TABLE activity_dirty (customer_id TEXT PRIMARY KEY) WITHOUT ROWID;
  CREATE INDEX customer_tag_names ON customer_tag (customer_id, created_at, id, name) WHERE deleted_at IS NULL;
  CREATE INDEX touch_happened ON touch (happened_at);
  CREATE INDEX plan_item_on ON plan_item (plan_on);
  CREATE INDEX promise_status ON promise (status, due_at);
`;

/** No OR IGNORE: inside a trigger it would give way to the conflict clause of the statement that fired it. */
const mark = (dirty: string, id: string) =>
  `INSERT INTO ${dirty} SELECT ${id} WHERE NOT EXISTS (SELECT 1 FROM ${dirty} WHERE customer_id = ${id});`;

const customerTriggers = `
  CREATE TRIGGER customer_search_insert AFTER INSERT ON customer BEGIN
    ${mark('search_dirty', 'new.id')}
  END;
  CREATE TRIGGER customer_search_update AFTER UPDATE OF name, nickname, company ON customer BEGIN
    ${mark('search_dirty', 'new.id')}
  END;
  CREATE TRIGGER customer_search_delete AFTER DELETE ON customer BEGIN
    DELETE FROM customer_search WHERE customer_id = old.id;
    DELETE FROM customer_activity WHERE customer_id = old.id;
    DELETE FROM search_dirty WHERE customer_id = old.id;
  END;
`;

/** A row's customer never changes, so one of old and new is enough. */
function rowTriggers(table: string, dirty: string): string {
  return (['insert', 'update', 'delete'] as const)
    .map(
      (event) => `
  CREATE TRIGGER ${table}_${dirty}_${event} AFTER ${event} ON ${table} BEGIN
    ${mark(dirty, `${event === 'delete' ? 'old' : 'new'}.customer_id`)}
  END;`,
    )
    .join('');
}

const backfill = `
  INSERT INTO search_dirty SELECT id FROM customer;
  INSERT INTO activity_dirty SELECT DISTINCT customer_id FROM touch;
`;

export const customerIndex: Migration = {
  number: 2,
  up(db) {
    db.exec(tables);
    db.exec(customerTriggers);
    db.exec(rowTriggers('contact_point', 'search_dirty'));
    db.exec(rowTriggers('touch', 'activity_dirty'));
    db.exec(backfill);
  },
};
