/** What a rep was writing about a customer when the program ended. */
import type { Migration } from '../migration.ts';

export const composerDraft: Migration = {
  number: 33,
  up(db) {
    db.exec('CREATE TABLE composer_draft (customer_id TEXT PRIMARY KEY, draft TEXT NOT NULL) WITHOUT ROWID');
  },
};
