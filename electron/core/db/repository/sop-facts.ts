/** What says on which SOPs one customer is: the facts of the day plan, read for one card (shared/domain/plan/sop/starter.ts). */
import type { Customer } from '#shared/domain/entity/book.ts';
import { closedFacts } from '#shared/domain/plan/facts/closed-item.ts';
import { daysOffFacts } from '#shared/domain/plan/facts/days-off.ts';
import { handoverOf } from '#shared/domain/plan/facts/handover.ts';
import { keyDateFacts } from '#shared/domain/plan/facts/key-date.ts';
import type { PlanRows, SopEnrolmentRow } from '#shared/domain/plan/facts/plan-rows.ts';
import { planWindows } from '#shared/domain/plan/facts/plan-windows.ts';
import { purchaseFacts } from '#shared/domain/plan/facts/purchase.ts';
import { sopFacts } from '#shared/domain/plan/facts/sop.ts';
import type { StepContact } from '#shared/domain/plan/sop/enrolment.ts';
import type { SopCustomer } from '#shared/domain/plan/sop/starter.ts';
import type { Settings } from '#shared/domain/setting.ts';
import type { LocalDb } from '../local-db.ts';
import { findActivity } from './customer.ts';

interface Day {
  planOn: string;
  now: number;
  settings: Settings;
  /** Of the longest SOP. */
  longestDays: number;
}

/** `customer_activity` must be up to date (customer-index.ts). Today's list counts as far as it was worked. */
export function loadSopFacts(
  db: LocalDb,
  customer: Customer,
  { planOn, now, settings, longestDays }: Day,
): { facts: SopCustomer & StepContact; leaveOn: readonly string[] } {
  const { id } = customer;
  const windows = planWindows({ planOn, now }, settings, longestDays);
  const activity = findActivity(db, id);
  const settled = closedFacts(
    db.raw(
      `SELECT customer_id, kind, subject, status, skip_reason, status_at FROM plan_item
       WHERE customer_id = ? AND plan_on >= ? AND plan_on <= ? AND status IN ('done', 'skipped')
         AND deleted_at IS NULL ORDER BY plan_on, id`,
      id,
      windows.closedFromOn,
      planOn,
    ),
  ).get(id);
  const closed = settled?.keys ?? new Set<string>();
  const [score] = db.raw<{ score: number; givenOn: string }>(
    `SELECT score, happened_on AS given_on FROM endorsement
     WHERE customer_id = ? AND kind = 'nps' AND score IS NOT NULL AND deleted_at IS NULL
     ORDER BY happened_on DESC, id DESC LIMIT 1`,
    id,
  );
  const [book] = db.raw<{ receivedAt: string | null }>(
    `SELECT received_at FROM book WHERE id = ?`,
    customer.scopeId,
  );
  const withBook = book?.receivedAt && customer.createdAt < book.receivedAt ? book.receivedAt : null;
  const receivedAt = [customer.receivedAt, withBook].reduce((a, b) => ((a ?? '') > (b ?? '') ? a : b));
  const orderDays = db.raw<PlanRows['orderDays'][number]>(
    `SELECT customer_id, ordered_on FROM customer_order WHERE customer_id = ? AND deleted_at IS NULL
     GROUP BY customer_id, ordered_on HAVING NOT (sum(paid_fen) <= 0 AND min(paid_fen) < 0) ORDER BY ordered_on`,
    id,
  );
  const keyDates = db.raw<PlanRows['keyDates'][number]>(
    `SELECT id, customer_id, kind, label, calendar, month, day, is_leap_month FROM key_date
     WHERE customer_id = ? AND deleted_at IS NULL ORDER BY id`,
    id,
  );
  const records = db.raw<SopEnrolmentRow>(
    `SELECT customer_id, code, started_on, by_hand, left_at FROM sop_enrolment
     WHERE customer_id = ? AND deleted_at IS NULL ORDER BY started_on, id`,
    id,
  );
  const leaves = db.raw<PlanRows['leaves'][number]>(
    `SELECT from_on, to_on, kind FROM leave WHERE deleted_at IS NULL AND to_on > ? ORDER BY from_on, id`,
    windows.leavesAfterOn,
  );
  return {
    leaveOn: daysOffFacts({ leaves, meetings: [] }, planOn, settings).leaveOn,
    facts: {
      tier: customer.tier,
      trustStage: customer.trustStage,
      addedOn: customer.addedOn,
      purchases: purchaseFacts(orderDays, settings)(id),
      asks: {
        npsAt: settled?.asked.npsAt ?? null,
        npsScore: score?.score ?? null,
        npsGivenOn: score?.givenOn ?? null,
        referralAt: settled?.asked.referralAt ?? null,
        surpriseAt: null,
        surpriseFenInYear: 0,
      },
      handover: handoverOf(
        { receivedAt, lastContactAt: activity.lastContactAt },
        closed,
        settled?.asked.greetedAt ?? null,
      ),
      keyDates: keyDateFacts(keyDates, planOn)(id, customer.birthdayOn),
      sopRecords: sopFacts(records).get(id) ?? [],
      closed,
      ...activity,
    },
  };
}
