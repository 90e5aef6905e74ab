/** A text of the library may be an offer: from one day to another, for the customers with a tag. */
import type { Migration } from '../migration.ts';

export const offer: Migration = {
  number: 10,
  up(db) {
    db.exec(`
      ALTER TABLE content_item ADD COLUMN offer_from_on TEXT;
      ALTER TABLE content_item ADD COLUMN offer_to_on TEXT;
      ALTER TABLE content_item ADD COLUMN offer_tag TEXT NOT NULL DEFAULT '';
      CREATE INDEX customer_tag_name ON customer_tag (name, customer_id) WHERE deleted_at IS NULL;`);
  },
};
