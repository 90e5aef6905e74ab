/** What a person told other books, was asked and was given there counts in each. */
import type { Migration } from '../migration.ts';

export const outsideFreeze: Migration = {
  number: 36,
  up(db) {
    db.exec(`
      ALTER TABLE outside_contact ADD COLUMN stop_asked_at TEXT;
      ALTER TABLE outside_contact ADD COLUMN complaint_at TEXT;
      ALTER TABLE outside_contact ADD COLUMN served_at TEXT;
      ALTER TABLE outside_contact ADD COLUMN household_frozen_at TEXT;
      ALTER TABLE outside_contact ADD COLUMN nps_asked_at TEXT;
      ALTER TABLE outside_contact ADD COLUMN referral_asked_at TEXT;
      ALTER TABLE outside_contact ADD COLUMN surprised_at TEXT;`);
  },
};
