/** A conflict also tells who wrote the kept value and when. */
import type { Migration } from '../migration.ts';

export const conflictAuthor: Migration = {
  number: 4,
  up(db) {
    db.exec('ALTER TABLE conflict ADD COLUMN kept_by TEXT');
    db.exec('ALTER TABLE conflict ADD COLUMN kept_at TEXT');
  },
};
