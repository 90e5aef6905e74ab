/**
 * Orders carry the number the shop gave them, customers the balance of their points; how the columns of a kind of file were
 * mapped is kept under a name, on this device.
 */
import type { Migration } from '../migration.ts';

export const orderNumber: Migration = {
  number: 18,
  up(db) {
    db.exec(`
      ALTER TABLE customer ADD COLUMN points INTEGER;
      ALTER TABLE customer_order ADD COLUMN order_no TEXT NOT NULL DEFAULT '';
      CREATE INDEX customer_order_no ON customer_order (order_no) WHERE order_no <> '';
      CREATE TABLE import_template (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        kind TEXT NOT NULL,
        headers TEXT NOT NULL,
        columns JSON_TEXT NOT NULL,
        at TEXT NOT NULL,
        UNIQUE (kind, headers)
      ) WITHOUT ROWID;
    `);
  },
};
