/** What was done about one post is found by the post, however long the history of the customer is. */
import type { Migration } from '../migration.ts';

export const timeline: Migration = {
  number: 12,
  up(db) {
    db.exec(`CREATE INDEX touch_moment ON touch (moment_id) WHERE moment_id IS NOT NULL`);
  },
};
