/**
 * The score of a comment, an index for a person's own last likes and comments, and drafts of comments: local to the device,
 * kept in the file because they are customer text.
 */
import type { Migration } from '../migration.ts';

export const comment: Migration = {
  number: 5,
  up(db) {
    db.exec(`
      ALTER TABLE touch ADD COLUMN quality INTEGER;
      CREATE INDEX touch_social ON touch (created_by, happened_at) WHERE kind IN ('like', 'comment');
      CREATE TABLE comment_draft (
        moment_id TEXT PRIMARY KEY,
        body TEXT NOT NULL,
        copied_at TEXT
      ) WITHOUT ROWID;
    `);
  },
};
