/** Rows the report of a week is made from. */
import type { Promised, Tier } from '#shared/domain/entity/book.ts';
import type { WeekItem, WeekTouch } from '#shared/domain/week-report.ts';
import type { PlanItem } from '#shared/domain/entity/user.ts';
import type { LocalDb } from '../local-db.ts';

/** Active customers of some books per tier; a new friend who is new no more counts as C. */
export function countTiers(
  db: LocalDb,
  books: readonly string[],
  newSince: string,
): Partial<Record<Tier, number>> {
  const rows = db.raw<{ tier: Tier; count: number }>(
    `SELECT CASE WHEN tier = 'N' AND added_on <= ? THEN 'C' ELSE tier END AS tier, count(*) AS count FROM customer
     WHERE scope_id IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL AND status = 'active' GROUP BY 1`,
    newSince,
    JSON.stringify(books),
  );
  return Object.fromEntries(rows.map(({ tier, count }) => [tier, count]));
}

interface Days {
  from: string;
  to: string;
}

/** Items of the person's lists from one day to another, with the tier of today. */
export function loadWeekItems(db: LocalDb, scope: string, { from, to }: Days): WeekItem[] {
  return db.raw<WeekItem>(
    `SELECT i.kind, i.deci_minutes, i.status, i.displaced_at, coalesce(c.tier, 'C') AS tier,
       (SELECT t.minutes FROM touch t WHERE t.customer_id = i.customer_id AND t.plan_item_id = i.id
          AND t.happened_at = i.status_at AND t.deleted_at IS NULL LIMIT 1) AS minutes
     FROM plan_item i LEFT JOIN customer c ON c.id = i.customer_id
     WHERE i.scope_id = ? AND i.plan_on >= ? AND i.plan_on <= ? AND i.deleted_at IS NULL`,
    scope,
    from,
    to,
  );
}

/** With the item of the list it was made from; null where it was made without one. */
export type WeekTouchRow = Omit<WeekTouch, 'text'> & {
  itemKind: PlanItem['kind'] | null;
  subject: string | null;
};

/** What a person did from one instant until before another. */
export function loadWeekTouches(db: LocalDb, personId: string, { from, to }: Days): WeekTouchRow[] {
  return db.raw<WeekTouchRow>(
    `SELECT t.kind, t.touch_class, t.happened_at, t.replied, i.kind AS item_kind, i.subject
     FROM touch t LEFT JOIN plan_item i ON i.id = t.plan_item_id
     WHERE t.happened_at >= ? AND t.happened_at < ? AND t.created_by = ? AND t.deleted_at IS NULL`,
    from,
    to,
    personId,
  );
}

/** A person's promises that were due, or were settled, from one instant until before another. */
export function loadWeekPromises(
  db: LocalDb,
  personId: string,
  { from, to }: Days,
): Pick<Promised, 'status' | 'dueAt' | 'closedAt'>[] {
  return db.raw(
    `SELECT status, due_at, closed_at FROM promise
     WHERE created_by = ? AND deleted_at IS NULL AND status <> 'cancelled'
       AND ((due_at >= ? AND due_at < ?) OR (closed_at >= ? AND closed_at < ?))`,
    personId,
    from,
    to,
    from,
    to,
  );
}

export interface QuietBuyer {
  customerId: string;
  name: string;
  orders: number;
  lastOrderOn: string;
  /** Null: never. */
  lastTouchAt: string | null;
}

/**
 * Customers who bought and whom nobody has talked to, called, visited or answered a post of since an instant; those who
 * bought most in front. Who may not be written to is not among them.
 */
export function listQuietBuyers(
  db: LocalDb,
  bookIds: readonly string[],
  { since, limit }: { since: string; limit: number },
): { all: number; first: QuietBuyer[] } {
  const rows = db.raw<QuietBuyer & { n: number }>(
    `WITH buyer AS (
       SELECT c.id, c.name, count(o.id) AS orders, max(o.ordered_on) AS last_order_on
       FROM customer c JOIN customer_order o ON o.customer_id = c.id AND o.deleted_at IS NULL AND o.paid_fen > 0
       WHERE c.scope_id IN (SELECT value FROM json_each(?)) AND c.deleted_at IS NULL
         AND c.status = 'active' AND c.consent <> 'none' AND NOT c.is_legal_hold
       GROUP BY c.id)
     SELECT id AS customer_id, name, orders, last_order_on, count(*) OVER () AS n,
       (SELECT max(happened_at) FROM touch t WHERE t.customer_id = buyer.id AND t.deleted_at IS NULL
          AND t.kind <> 'like') AS last_touch_at
     FROM buyer
     WHERE last_order_on < substr(?, 1, 10) AND NOT EXISTS (
       SELECT 1 FROM touch t WHERE t.customer_id = buyer.id AND t.happened_at >= ? AND t.deleted_at IS NULL
         AND t.kind <> 'like')
     ORDER BY orders DESC, last_order_on DESC, id LIMIT ?`,
    JSON.stringify(bookIds),
    since,
    since,
    limit,
  );
  return { all: rows[0]?.n ?? 0, first: rows };
}
