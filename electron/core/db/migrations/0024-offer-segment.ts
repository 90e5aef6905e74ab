/** An offer may be for a saved segment. */
import type { Migration } from '../migration.ts';

export const offerSegment: Migration = {
  number: 24,
  up(db) {
    db.exec(`ALTER TABLE content_item ADD COLUMN offer_for JSON_TEXT`);
  },
};
