/**
 * Cards whose rows are on their way to the card that stands for them now, or back (repository/card-move.ts). Of a long history the
 * few times something was recommended are found without reading all of it.
 */
import type { Migration } from '../migration.ts';

export const cardMove: Migration = {
  number: 25,
  up(db) {
    db.exec(`
      CREATE TABLE card_move (customer_id TEXT PRIMARY KEY) WITHOUT ROWID;
      CREATE INDEX touch_promo ON touch (customer_id, happened_at) WHERE touch_class = 'promo' AND deleted_at IS NULL;`);
  },
};
