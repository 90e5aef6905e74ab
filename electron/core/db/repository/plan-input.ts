/** Loads what the day plan is made from with a few set-based queries. */
import type { Customer } from '#shared/domain/entity/book.ts';
import type { PlanItemKind } from '#shared/domain/entity/user.ts';
import { nextAnnual } from '#shared/domain/plan/candidate/key-date.ts';
import type { PlanCustomer, PlanInput } from '#shared/domain/plan/input.ts';
import { sopBankOf, starterEnrolments } from '#shared/domain/plan/sop/starter.ts';
import type { LocalDb } from '../local-db.ts';
import { loadSettings, loadSops } from './company-data.ts';
import { loadClosedItems } from './plan-closed.ts';
import { loadDayContext } from './plan-day.ts';
import { loadOpenMoments } from './plan-moment.ts';
import { notLoadedYet } from './plan-not-loaded.ts';
import { loadOpenPromises } from './plan-promise.ts';
import { loadPurchases } from './plan-purchase.ts';
import { loadCareSincePromo, loadTouchCounts, noTouches } from './plan-touch.ts';

type CustomerRow = Pick<
  Customer,
  | 'id'
  | 'tier'
  | 'trustStage'
  | 'source'
  | 'intent'
  | 'intentAt'
  | 'status'
  | 'consent'
  | 'addedOn'
  | 'birthdayOn'
> & {
  bookId: string;
  lastContactAt: string | null;
  lastCommentAt: string | null;
  lastReplyAt: string | null;
  unanswered: number;
  lastItemKind: PlanItemKind | null;
};

/** Of the customers of the given books; `customer_activity` must be up to date (customer-index.ts). */
export function loadPlanInput(
  db: LocalDb,
  { bookIds, planOn, now }: { bookIds: readonly string[]; planOn: string; now: number },
): PlanInput {
  const settings = loadSettings(db);
  const bank = sopBankOf(loadSops(db), settings);
  const touches = loadTouchCounts(db, { planOn, now, settings });
  const careSince = loadCareSincePromo(db, settings);
  const promises = loadOpenPromises(db);
  const purchases = loadPurchases(db, settings);
  const moments = loadOpenMoments(db, { now, settings });
  const { closed, asked } = loadClosedItems(db, planOn, settings);
  const unknown = notLoadedYet();

  const customers = loadRows(db, bookIds).map(({ birthdayOn, lastReplyAt, ...row }): PlanCustomer => {
    const { id } = row;
    const { promo, lastServiceAt, ...counted } = touches.get(id) ?? noTouches;
    const own = purchases.get(id) ?? none;
    const facts = {
      ...unknown,
      ...row,
      ...counted,
      lastServiceAt,
      lastInteractionAt: later(lastReplyAt, own.at(-1)?.orderedOn ?? null),
      promo: { ...unknown.promo, ...promo, careSince: careSince.get(id) ?? 0 },
      asks: { ...unknown.asks, ...asked.get(id) },
      promises: promises.get(id) ?? none,
      purchases: own,
      moments: moments.get(id) ?? none,
      keyDates: birthdayOn ? [{ id: 'birthday', on: nextAnnual(birthdayOn.slice(-5), planOn) }] : none,
      closed: closed.get(id) ?? nothing,
    };
    return { ...facts, enrolments: starterEnrolments(facts, planOn, bank, settings) };
  });
  return { planOn, now, customers, settings, day: loadDayContext(db, { planOn, now }) };
}

const none: readonly never[] = [];
const nothing: ReadonlySet<string> = new Set();

function loadRows(db: LocalDb, bookIds: readonly string[]): CustomerRow[] {
  return db.raw<CustomerRow>(
    `SELECT c.id, c.scope_id AS book_id, c.tier, c.trust_stage, c.source, c.intent, c.intent_at, c.status,
       c.consent, c.added_on, c.birthday_on, a.last_contact_at, a.last_comment_at, a.last_reply_at,
       coalesce(a.unanswered, 0) AS unanswered, i.kind AS last_item_kind
     FROM customer c
     LEFT JOIN customer_activity a ON a.customer_id = c.id
     LEFT JOIN plan_item i ON i.id = a.last_item_id
     WHERE c.deleted_at IS NULL AND c.scope_id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(bookIds),
  );
}

function later(at: string | null, on: string | null): string | null {
  if (at === null || on === null) return at ?? on;
  return at > on ? at : on;
}
