/** An offer may be for some tiers or for the buyers of a product; comments and likes count over several books. */
import type { Migration } from '../migration.ts';

export const offerForWhom: Migration = {
  number: 19,
  up(db) {
    db.exec(`
      ALTER TABLE content_item ADD COLUMN offer_tiers JSON_TEXT NOT NULL DEFAULT '[]';
      ALTER TABLE content_item ADD COLUMN offer_product TEXT NOT NULL DEFAULT '';
      ALTER TABLE outside_contact ADD COLUMN comment_ats JSON_TEXT NOT NULL DEFAULT '[]';
      ALTER TABLE outside_contact ADD COLUMN like_ats JSON_TEXT NOT NULL DEFAULT '[]';`);
  },
};
