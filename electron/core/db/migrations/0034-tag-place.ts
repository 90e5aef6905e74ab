/** What of the tags has gone, by customer: where one that was put on anew stands (repository/tag-place.ts). */
import type { Migration } from '../migration.ts';

export const tagPlace: Migration = {
  number: 34,
  up(db) {
    db.exec(
      'CREATE INDEX customer_tag_gone ON customer_tag (customer_id, deleted_at) WHERE deleted_at IS NOT NULL',
    );
  },
};
