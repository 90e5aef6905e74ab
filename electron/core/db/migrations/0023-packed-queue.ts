/** Long mutations of the queue are kept packed (packed-json.ts): how long their JSON is, is told beside them. */
import type { Migration } from '../migration.ts';

export const packedQueue: Migration = {
  number: 23,
  up(db) {
    db.exec(`ALTER TABLE outbox ADD COLUMN packed_bytes INTEGER`);
  },
};
