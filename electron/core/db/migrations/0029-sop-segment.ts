/** A SOP may begin for a saved segment alone. */
import type { Migration } from '../migration.ts';

export const sopSegment: Migration = {
  number: 29,
  up(db) {
    db.exec(`ALTER TABLE sop ADD COLUMN starts_for JSON_TEXT`);
  },
};
