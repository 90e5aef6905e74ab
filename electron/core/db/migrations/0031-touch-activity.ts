/** What is counted of the touches of a customer on every change (repository/customer-index.ts) is in the index alone. */
import type { Migration } from '../migration.ts';

export const touchActivity: Migration = {
  number: 31,
  up(db) {
    db.exec(`
      DROP INDEX touch_lookup;
      CREATE INDEX touch_lookup ON touch (customer_id, happened_at, deleted_at, kind, touch_class, replied);`);
  },
};
