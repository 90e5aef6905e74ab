/** The orders an import of orders is matched against, deleted ones too. */
import type { Steps } from '#shared/lib/steps.ts';
import type { BookOrder } from '../../import/match-order.ts';
import type { LocalDb } from '../local-db.ts';
import { inPages } from './import-book.ts';

export function* loadBookOrders(db: LocalDb, bookIds: readonly string[]): Steps<BookOrder[]> {
  const orders: BookOrder[] = [];
  yield* inPages<BookOrder>(
    db,
    `SELECT rowid AS place, id, customer_id, product, quantity, paid_fen, margin_fen, ordered_on, order_no, deleted_at
     FROM customer_order WHERE scope_id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(bookIds),
    (order) => void orders.push(order),
  );
  return orders;
}
