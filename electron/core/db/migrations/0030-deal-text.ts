/** What a deal is about is found as other texts of a customer are (0009). */
import type { Migration } from '../migration.ts';
import { textTriggers } from './0009-text-search.ts';

export const dealText: Migration = {
  number: 30,
  up(db) {
    db.exec(textTriggers({ entity: 'deal', texts: ['product'], at: 'created_at' }));
  },
};
