/** What the day plan reads of everybody, ready to be read: care touches since the last promo, posts by time, order days. */
import type { Migration } from '../migration.ts';

export const planLookup: Migration = {
  number: 7,
  up(db) {
    db.exec(`ALTER TABLE customer_activity ADD COLUMN care_since INTEGER NOT NULL DEFAULT 0`);
    db.exec(`
      INSERT INTO activity_dirty SELECT DISTINCT customer_id FROM touch
      WHERE customer_id NOT IN (SELECT customer_id FROM activity_dirty)`);
    db.exec(`CREATE INDEX moment_posted ON moment (posted_at) WHERE deleted_at IS NULL`);
    db.exec(`
      CREATE INDEX customer_order_days ON customer_order (customer_id, ordered_on, paid_fen)
      WHERE deleted_at IS NULL`);
  },
};
