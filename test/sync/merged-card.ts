/** Where a card that became part of another is shown (SPEC MERGE1): the oracle's own reading of it. */
import type { LocalDb } from '#core/db/local-db.ts';
import type { LoggedRow } from './server-log.ts';

/** The last card of the way, as far as it leads. */
export function rootOf(card: LoggedRow, find: (id: string) => LoggedRow | undefined): LoggedRow {
  const seen = new Set([card.id]);
  for (;;) {
    const next = typeof card.merged_into_id === 'string' ? find(card.merged_into_id) : undefined;
    if (!next || seen.has(next.id) || next.scope_id !== card.scope_id) return card;
    seen.add(next.id);
    card = next;
  }
}

/**
 * The customers that rows of the entity name, by row: a device shows a row on the card that stands, and keeps beside it
 * which card it names.
 */
export function namedCards(db: LocalDb, entity: string): ReadonlyMap<string, string> {
  const moved = db.raw<{ rowId: string; customerId: string }>(
    'SELECT row_id, customer_id FROM moved_row WHERE entity=?',
    entity,
  );
  return new Map(moved.map(({ rowId, customerId }) => [rowId, customerId]));
}
