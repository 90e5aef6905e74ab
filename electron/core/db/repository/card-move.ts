/**
 * Brings what hangs on a card to where the card is shown now (SPEC MERGE1), so many rows at a time: a card may have a hundred
 * thousand. `card_move` names the cards that are not done, and every row is either where it was or where it goes, with
 * `moved_row` in the same transaction; so an end of the process in between costs nothing, and the next start goes on.
 */
import { hangingEntities } from '../hanging.ts';
import type { LocalDb } from '../local-db.ts';
import { markDirty, rootOf } from './card-root.ts';

export interface CardMove {
  /** Looks at so many rows at most, in the caller's transaction; of no use after one that failed. Returns how many it were. */
  step(rowsAtMost: number): number;
  isDone(): boolean;
}

/** A way through the rows of one card; another target begins anew. */
interface Place {
  cardId: string;
  targetId: string;
  /** Which entity of `ways`, and the last row seen there. */
  at: number;
  after: string;
}

export function noteMove(db: LocalDb, cardId: string): void {
  db.raw('INSERT OR IGNORE INTO card_move VALUES (?)', cardId);
}

export function createCardMove(db: LocalDb): CardMove {
  let place: Place | undefined;

  return {
    step(rowsAtMost) {
      let seen = 0;
      while (seen < rowsAtMost) {
        const [card] = db.raw<{ id: string }>('SELECT customer_id AS id FROM card_move LIMIT 1');
        if (!card) break;
        const targetId = rootOf(db, card.id);
        if (place?.cardId !== card.id || place.targetId !== targetId)
          place = { cardId: card.id, targetId, at: 0, after: '' };
        const ways = targetId === card.id ? back : there;
        const count = ways[place.at]!(db, place, rowsAtMost - seen);
        seen += count;
        if (count > 0) continue;
        place.after = '';
        if (++place.at < ways.length) continue;
        place = undefined;
        db.raw('DELETE FROM card_move WHERE customer_id=?', card.id);
        markDirty(db, [card.id, targetId]);
      }
      return seen;
    },
    isDone: () => db.raw('SELECT 1 FROM card_move LIMIT 1').length === 0,
  };
}

/** Where there is no row, what would move it is not even made ready: that costs more than the question. */
type Way = (db: LocalDb, place: Place, rowsAtMost: number) => number;

/** Rows that were brought from this card to another one before. */
const onward = (entity: string): Way =>
  function (db, place, rowsAtMost) {
    const ids = db
      .raw<{ id: string }>(
        `SELECT row_id AS id FROM moved_row WHERE customer_id=? AND entity='${entity}' AND row_id > ?
          ORDER BY row_id LIMIT ?`,
        place.cardId,
        place.after,
        rowsAtMost,
      )
      .map(({ id }) => id);
    if (ids.length === 0) return 0;
    db.raw(
      `UPDATE ${entity} SET customer_id=? WHERE id IN (SELECT value FROM json_each(?)) AND customer_id <> ?`,
      place.targetId,
      JSON.stringify(ids),
      place.targetId,
    );
    place.after = ids.at(-1) ?? '';
    return ids.length;
  };

/** Rows on the card itself: its own, and those of another card that was part of it, which have their note already. */
const away = (entity: string): Way =>
  function (db, { cardId, targetId }, rowsAtMost) {
    const rows = db.raw<{ place: number }>(
      `SELECT rowid AS place FROM ${entity} WHERE customer_id=? LIMIT ?`,
      cardId,
      rowsAtMost,
    );
    if (rows.length === 0) return 0;
    const places = JSON.stringify(rows.map(({ place }) => place));
    db.raw(
      `INSERT OR IGNORE INTO moved_row SELECT '${entity}', id, customer_id FROM ${entity}
        WHERE rowid IN (SELECT value FROM json_each(?))`,
      places,
    );
    db.raw(
      `UPDATE ${entity} SET customer_id=? WHERE rowid IN (SELECT value FROM json_each(?))`,
      targetId,
      places,
    );
    return rows.length;
  };

/** The card stands by itself again: its rows come back, and the notes of them go. */
const home = (entity: string): Way =>
  function (db, { cardId }, rowsAtMost) {
    const ids = db
      .raw<{
        id: string;
      }>(
        `SELECT row_id AS id FROM moved_row WHERE customer_id=? AND entity='${entity}' LIMIT ?`,
        cardId,
        rowsAtMost,
      )
      .map(({ id }) => id);
    if (ids.length === 0) return 0;
    const list = JSON.stringify(ids);
    db.raw(`UPDATE ${entity} SET customer_id=? WHERE id IN (SELECT value FROM json_each(?))`, cardId, list);
    db.raw(
      `DELETE FROM moved_row WHERE entity='${entity}' AND row_id IN (SELECT value FROM json_each(?))`,
      list,
    );
    return ids.length;
  };

const there: readonly Way[] = [...hangingEntities.map(onward), ...hangingEntities.map(away)];
const back: readonly Way[] = hangingEntities.map(home);
