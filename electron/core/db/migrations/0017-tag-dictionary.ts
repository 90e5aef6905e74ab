/**
 * Tags that ask for a reason, retire, become another one, and what they were called before. `carried_tag`: the tags on
 * customers under the names the dictionary gives them now; what is searched follows when such a name changes.
 */
import type { Migration } from '../migration.ts';

const triggers = (['insert', 'update', 'delete'] as const)
  .map((event) => {
    const row = event === 'delete' ? 'old' : 'new';
    const isOther =
      event === 'update'
        ? 'WHEN old.name IS NOT new.name OR old.merged_into_id IS NOT new.merged_into_id'
        : '';
    return `
  CREATE TRIGGER tag_search_dirty_${event} AFTER ${event} ON tag ${isOther} BEGIN
    INSERT INTO search_dirty SELECT DISTINCT customer_id FROM customer_tag
      WHERE (tag_id = ${row}.id OR tag_id IN (SELECT id FROM tag WHERE merged_into_id = ${row}.id))
        AND customer_id NOT IN (SELECT customer_id FROM search_dirty);
  END;`;
  })
  .join('');

export const tagDictionary: Migration = {
  number: 17,
  up(db) {
    db.exec(`
      ALTER TABLE tag ADD COLUMN asks_reason BOOLEAN NOT NULL DEFAULT 0;
      ALTER TABLE tag ADD COLUMN retired_at TEXT;
      ALTER TABLE tag ADD COLUMN merged_into_id TEXT;
      ALTER TABLE tag ADD COLUMN former_names JSON_TEXT NOT NULL DEFAULT '[]';
      CREATE INDEX tag_merged ON tag (merged_into_id) WHERE merged_into_id IS NOT NULL;
      CREATE INDEX customer_tag_dictionary ON customer_tag (tag_id, customer_id) WHERE tag_id IS NOT NULL;
      DROP INDEX customer_tag_names;
      CREATE INDEX customer_tag_names ON customer_tag (customer_id, created_at, id, name, expires_on, tag_id)
        WHERE deleted_at IS NULL;
      CREATE VIEW carried_tag AS
        SELECT t.id, t.scope_id, t.customer_id, t.tag_id, t.created_at, t.expires_on, t.deleted_at,
          coalesce(b.name, d.name, t.name) AS name
        FROM customer_tag t
        LEFT JOIN tag d ON d.id = t.tag_id AND d.deleted_at IS NULL
        LEFT JOIN tag b ON b.id = d.merged_into_id AND b.deleted_at IS NULL
        WHERE t.deleted_at IS NULL;
      ${triggers}`);
  },
};
