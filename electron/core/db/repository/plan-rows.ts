/** The rows a plan is made from, read from the device's file; see shared/domain/plan/facts/plan-rows.ts. */
import type { PlanRows } from '#shared/domain/plan/facts/plan-rows.ts';
import type { PlanWindows } from '#shared/domain/plan/facts/plan-windows.ts';
import type { Settings } from '#shared/domain/setting.ts';
import type { LocalDb } from '../local-db.ts';
import { loadBlockRows } from './block-week.ts';

interface Asked {
  bookIds: readonly string[];
  planOn: string;
  now: number;
  windows: PlanWindows;
  settings: Settings;
}

/** `customer_activity` must be up to date (customer-index.ts). */
export function loadPlanRows(db: LocalDb, { bookIds, planOn, now, windows, settings }: Asked): PlanRows {
  return {
    customers: db.raw(
      `SELECT c.id, c.scope_id AS book_id, c.tier, c.trust_stage, c.source, c.intent, c.intent_at, c.status,
         c.consent, c.added_on, c.birthday_on, a.last_contact_at, a.last_comment_at, a.last_reply_at,
         coalesce(a.unanswered, 0) AS unanswered, coalesce(a.care_since, 0) AS care_since, i.kind AS last_item_kind,
         nullif(max(coalesce(c.received_at, ''), CASE WHEN c.created_at < b.received_at THEN b.received_at ELSE '' END),
           '') AS received_at
       FROM customer c
       LEFT JOIN customer_activity a ON a.customer_id = c.id
       LEFT JOIN plan_item i ON i.id = a.last_item_id
       LEFT JOIN book b ON b.id = c.scope_id
       WHERE c.deleted_at IS NULL AND c.scope_id IN (SELECT value FROM json_each(?))`,
      JSON.stringify(bookIds),
    ),
    touches: db.raw(
      `SELECT t.customer_id, t.id, t.kind, t.touch_class, t.happened_at AS at, t.moment_id, t.plan_item_id,
         i.kind AS item_kind
       FROM touch t LEFT JOIN plan_item i ON i.id = t.plan_item_id
       WHERE t.happened_at > ? AND t.deleted_at IS NULL`,
      windows.touchesAfter,
    ),
    promises: db.raw(
      `SELECT customer_id, id, due_at FROM promise WHERE status = 'open' AND deleted_at IS NULL ORDER BY due_at, id`,
    ),
    signals: db.raw(
      `SELECT id, customer_id, kind, happened_at, due_at, closed_at FROM signal
       WHERE deleted_at IS NULL AND (closed_at IS NULL OR happened_at > ?) ORDER BY due_at, id`,
      windows.signalsAfter,
    ),
    orderDays: db.raw(
      `SELECT customer_id, ordered_on FROM customer_order WHERE deleted_at IS NULL
       GROUP BY customer_id, ordered_on HAVING NOT (sum(paid_fen) <= 0 AND min(paid_fen) < 0)
       ORDER BY customer_id, ordered_on`,
    ),
    moments: db.raw(
      `SELECT customer_id, id, posted_at, kind, body FROM moment
       WHERE posted_at > ? AND deleted_at IS NULL ORDER BY customer_id, posted_at, id`,
      windows.momentsAfter,
    ),
    closedItems: db.raw(
      `SELECT customer_id, kind, subject, status, skip_reason, status_at FROM plan_item
       WHERE plan_on >= ? AND plan_on < ? AND kind NOT IN ('PROMISE', 'GAP')
         AND status IN ('done', 'skipped') AND deleted_at IS NULL ORDER BY plan_on, id`,
      windows.closedFromOn,
      planOn,
    ),
    ...loadBlockRows(db, { bookIds, now, settings }),
  };
}
