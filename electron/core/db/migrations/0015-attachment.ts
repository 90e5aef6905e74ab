/** Attachments: the replicated rows, their bytes by content, what was dropped on a form and not saved yet, what is to be handed in. */
import type { Migration } from '../migration.ts';

export const attachment: Migration = {
  number: 15,
  up(db) {
    db.exec(`
      CREATE TABLE attachment (
        id TEXT PRIMARY KEY, scope_id TEXT NOT NULL, version INTEGER NOT NULL, created_at TEXT NOT NULL,
        created_by TEXT, deleted_at TEXT, late BOOLEAN NOT NULL,
        customer_id TEXT, owner_kind TEXT, owner_id TEXT, hash TEXT, size INTEGER, mime TEXT, name TEXT,
        width INTEGER, height INTEGER);
      CREATE INDEX attachment_scope ON attachment (scope_id);
      CREATE INDEX attachment_customer ON attachment (customer_id);
      CREATE INDEX attachment_owner ON attachment (owner_id);
      CREATE INDEX attachment_hash ON attachment (hash);
      CREATE TABLE attachment_file (hash TEXT PRIMARY KEY, size INTEGER NOT NULL, bytes BLOB NOT NULL);
      CREATE TABLE attachment_staged (
        id TEXT PRIMARY KEY, customer_id TEXT NOT NULL, hash TEXT NOT NULL, size INTEGER NOT NULL,
        mime TEXT NOT NULL, name TEXT NOT NULL, width INTEGER, height INTEGER, at TEXT NOT NULL);
      CREATE TABLE attachment_upload (
        attachment_id TEXT PRIMARY KEY, hash TEXT NOT NULL, scope_id TEXT NOT NULL, problem TEXT);
    `);
  },
};
