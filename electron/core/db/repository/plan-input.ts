/** Loads what the day plan is made from with a few set-based queries. */
import type { Customer } from '#shared/domain/entity/book.ts';
import type { PlanItemKind, SkipReason } from '#shared/domain/entity/user.ts';
import { addDays } from '#shared/domain/calendar.ts';
import { isExcused } from '#shared/domain/execution.ts';
import type { PlanCustomer } from '#shared/domain/plan/input.ts';
import type { LocalDb } from '../local-db.ts';

type CustomerRow = Pick<
  Customer,
  'id' | 'tier' | 'trustStage' | 'source' | 'intent' | 'intentAt' | 'status' | 'consent' | 'addedOn'
> & {
  bookId: string;
  lastContactAt: string | null;
  lastCommentAt: string | null;
  unanswered: number | null;
  lastItemKind: PlanItemKind | null;
};

/** Steps further back than this belong to a SOP that has ended. */
const stepMemoryDays = 60;

/** Customers of the given books with what the rules need to know. `recentSince` starts the fatigue window. */
export function loadPlanCustomers(
  db: LocalDb,
  options: { bookIds: readonly string[]; planOn: string; recentSince: string },
): PlanCustomer[] {
  const recent = loadRecentTouches(db, options.recentSince);
  const promises = loadOpenPromises(db);
  const steps = loadClosedSteps(db, options.planOn);
  return db
    .raw<CustomerRow>(
      `SELECT c.id, c.scope_id AS book_id, c.tier, c.trust_stage, c.source, c.intent, c.intent_at, c.status,
         c.consent, c.added_on, a.last_contact_at, a.last_comment_at, a.unanswered, i.kind AS last_item_kind
       FROM customer c
       LEFT JOIN customer_activity a ON a.customer_id = c.id
       LEFT JOIN plan_item i ON i.id = a.last_item_id
       WHERE c.deleted_at IS NULL AND c.scope_id IN (SELECT value FROM json_each(?))`,
      JSON.stringify(options.bookIds),
    )
    .map((row) => ({
      ...row,
      unanswered: row.unanswered ?? 0,
      recentTouches: recent.get(row.id) ?? 0,
      promises: promises.get(row.id) ?? [],
      closedSteps: steps.get(row.id) ?? [],
    }));
}

/** Proactive touches per customer: care and promo; service the customer asked for and likes are not counted. */
function loadRecentTouches(db: LocalDb, since: string): Map<string, number> {
  const rows = db.raw<{ customerId: string; touches: number }>(
    `SELECT customer_id, count(*) AS touches FROM touch
     WHERE happened_at > ? AND deleted_at IS NULL AND kind <> 'like' AND touch_class <> 'service'
     GROUP BY customer_id`,
    since,
  );
  return new Map(rows.map(({ customerId, touches }) => [customerId, touches]));
}

function loadOpenPromises(db: LocalDb): Map<string, { id: string; dueAt: string }[]> {
  const rows = db.raw<{ customerId: string; id: string; dueAt: string }>(
    `SELECT customer_id, id, due_at FROM promise WHERE status = 'open' AND deleted_at IS NULL ORDER BY due_at, id`,
  );
  return grouped(rows, ({ id, dueAt }) => ({ id, dueAt }));
}

/** Steps done, or skipped for a reason that settles them, on the lists of earlier days. */
function loadClosedSteps(db: LocalDb, planOn: string): Map<string, number[]> {
  const rows = db
    .raw<{ customerId: string; subject: string; status: string; skipReason: SkipReason | null }>(
      `SELECT customer_id, subject, status, skip_reason FROM plan_item
       WHERE plan_on >= ? AND plan_on < ? AND kind IN ('SOP_HARD', 'SOP_SOFT')
         AND status IN ('done', 'skipped') AND deleted_at IS NULL`,
      addDays(planOn, -stepMemoryDays),
      planOn,
    )
    .filter(({ status, skipReason }) => status === 'done' || isExcused(skipReason));
  return grouped(rows, ({ subject }) => Number(subject));
}

function grouped<R extends { customerId: string }, V>(
  rows: readonly R[],
  value: (row: R) => V,
): Map<string, V[]> {
  const groups = new Map<string, V[]>();
  for (const row of rows) {
    const group = groups.get(row.customerId);
    if (group) group.push(value(row));
    else groups.set(row.customerId, [value(row)]);
  }
  return groups;
}
