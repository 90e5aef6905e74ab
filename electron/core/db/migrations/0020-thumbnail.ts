/** Small pictures of attachments, made once when they are first looked at. They go with the bytes they were made of. */
import type { Migration } from '../migration.ts';

export const thumbnail: Migration = {
  number: 20,
  up(db) {
    db.exec(`
      CREATE TABLE attachment_thumb (hash TEXT PRIMARY KEY, bytes BLOB NOT NULL);
      CREATE TRIGGER attachment_thumb_gone AFTER DELETE ON attachment_file BEGIN
        DELETE FROM attachment_thumb WHERE hash = old.hash;
      END;
    `);
  },
};
