import { addDays } from '#shared/domain/calendar.ts';
import type { PlanItem } from '#shared/domain/entity/user.ts';
import { isExcused } from '#shared/domain/execution.ts';
import type { AskRecord } from '#shared/domain/plan/input.ts';
import { closedKey } from '#shared/domain/plan/subject.ts';
import type { Settings } from '#shared/domain/setting.ts';
import type { LocalDb } from '../local-db.ts';

type Row = Pick<PlanItem, 'customerId' | 'kind' | 'subject' | 'status' | 'skipReason' | 'statusAt'>;
type Asked = Partial<Pick<AskRecord, 'npsAt' | 'referralAt' | 'surpriseAt'>>;

const askFields = { NPS: 'npsAt', REFERRAL: 'referralAt', SURPRISE: 'surpriseAt' } as const;

/**
 * What was done on earlier lists, or skipped for a reason that settles it (see `PlanCustomer.closed`), and when the
 * asks were made. Promises and contact gaps are settled by other rows.
 */
export function loadClosedItems(
  db: LocalDb,
  planOn: string,
  settings: Settings,
): { closed: Map<string, Set<string>>; asked: Map<string, Asked> } {
  // As far back as anything asks: the last step after a purchase, and the longest time between two asks.
  const days = Math.max(
    settings['afterPurchase.nextDays'] + settings['repurchase.openDays'],
    settings['nps.gapDays'],
    settings['referral.gapDays'],
    settings['surprise.gapDays'],
  );
  const rows = db.raw<Row>(
    `SELECT customer_id, kind, subject, status, skip_reason, status_at FROM plan_item
     WHERE plan_on >= ? AND plan_on < ? AND kind NOT IN ('PROMISE', 'GAP')
       AND status IN ('done', 'skipped') AND deleted_at IS NULL ORDER BY plan_on, id`,
    addDays(planOn, -days),
    planOn,
  );
  const closed = new Map<string, Set<string>>();
  const asked = new Map<string, Asked>();
  for (const { customerId, kind, subject, status, skipReason, statusAt } of rows) {
    if (status !== 'done' && !isExcused(skipReason)) continue;
    const keys = closed.get(customerId) ?? new Set();
    closed.set(customerId, keys.add(closedKey(kind, subject)));
    if (status === 'done' && kind in askFields) {
      asked.set(customerId, {
        ...asked.get(customerId),
        [askFields[kind as keyof typeof askFields]]: statusAt,
      });
    }
  }
  return { closed, asked };
}
