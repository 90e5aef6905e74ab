/** Why an item was taken off a started list. */
import type { Migration } from '../migration.ts';

export const planOff: Migration = {
  number: 35,
  up(db) {
    db.exec('ALTER TABLE plan_item ADD COLUMN off_code TEXT');
  },
};
