import { usualRepurchaseDays } from '#shared/domain/plan/candidate/purchase.ts';
import type { Purchase } from '#shared/domain/plan/input.ts';
import type { Settings } from '#shared/domain/setting.ts';
import type { LocalDb } from '../local-db.ts';
import { grouped } from './grouped.ts';

/** Days on which a customer bought, the oldest first; what was paid back in full is none. */
export function loadPurchases(db: LocalDb, settings: Settings): Map<string, Purchase[]> {
  const rows = db.raw<{ customerId: string; orderedOn: string }>(
    `SELECT customer_id, ordered_on FROM customer_order WHERE deleted_at IS NULL
     GROUP BY customer_id, ordered_on HAVING NOT (sum(paid_fen) <= 0 AND min(paid_fen) < 0)
     ORDER BY customer_id, ordered_on`,
  );
  const days = grouped(rows, ({ orderedOn }) => orderedOn);
  return new Map(
    [...days].map(([customerId, orderedOn]) => {
      const repurchaseDays = usualRepurchaseDays(orderedOn, settings['repurchase.leastDays']);
      return [customerId, orderedOn.map((on) => ({ orderedOn: on, repurchaseDays }))];
    }),
  );
}
