/** Which card stands for one that became part of another (SPEC MERGE rules), and where its rows are shown. */
import { cardRoots, type MergeLink } from '#shared/domain/merge/root.ts';
import type { LocalDb } from '../local-db.ts';

/** The card itself where it is nobody's part. */
export function rootOf(db: LocalDb, customerId: string): string {
  const [found] = db.raw<{ rootId: string }>('SELECT root_id FROM card_root WHERE customer_id=?', customerId);
  return found?.rootId ?? customerId;
}

/**
 * Follows a change of cards: rows that come in are shown on the card that stands now from here on, and `moved` is called with
 * every card whose rows are to go to it, or back to their own. Runs in the caller's transaction.
 */
export function refreshRoots(db: LocalDb, moved: (cardId: string) => void): void {
  const links = db.raw<MergeLink>('SELECT id, merged_into_id FROM customer WHERE merged_into_id IS NOT NULL');
  const known = db.raw<{ customerId: string; rootId: string }>('SELECT * FROM card_root');
  if (links.length + known.length === 0) return;
  const wanted = cardRoots(links);
  const present = new Map(known.map(({ customerId, rootId }) => [customerId, rootId]));
  const changed = new Set<string>();
  for (const [id, rootId] of present) {
    if (wanted.has(id)) continue;
    db.raw('DELETE FROM card_root WHERE customer_id=?', id);
    moved(id);
    forgetNames(db, rootId);
    changed.add(id).add(rootId);
  }
  for (const [id, rootId] of wanted) {
    const former = present.get(id);
    if (former === rootId) continue;
    db.raw('INSERT OR REPLACE INTO card_root VALUES (?,?)', id, rootId);
    moved(id);
    if (former !== undefined) forgetNames(db, former);
    changed
      .add(id)
      .add(rootId)
      .add(former ?? id);
  }
  markDirty(db, [...changed]);
}

/** The names of a part are found under this card, and the part may be in somebody else's book: not left until the next read. */
function forgetNames(db: LocalDb, rootId: string): void {
  db.raw('DELETE FROM customer_search WHERE customer_id=?', rootId);
}

/** Search text and contact times of both cards; the triggers see only the card a row goes to. */
export function markDirty(db: LocalDb, ids: readonly string[]): void {
  for (const table of ['search_dirty', 'activity_dirty']) {
    db.raw(`INSERT OR IGNORE INTO ${table} SELECT value FROM json_each(?)`, JSON.stringify(ids));
  }
}

/** The card a row is written to; undefined where that is the one it is shown on. */
export function findOwnCustomer(db: LocalDb, entity: string, rowId: string): string | undefined {
  return db.raw<{ customerId: string }>(
    'SELECT customer_id FROM moved_row WHERE entity=? AND row_id=?',
    entity,
    rowId,
  )[0]?.customerId;
}
