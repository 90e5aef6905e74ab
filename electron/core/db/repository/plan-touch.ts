/** The counters of the fatigue guard (rules.md R4), from the touches of the last weeks. */
import { dayMs, startOfDate } from '#shared/domain/calendar.ts';
import type { TouchClass, TouchKind } from '#shared/domain/entity/book.ts';
import type { PlanItemKind } from '#shared/domain/entity/user.ts';
import type { ContactCounts, PlanCustomer, PromoRecord } from '#shared/domain/plan/input.ts';
import { proactiveServiceKinds } from '#shared/domain/plan/kind.ts';
import type { Settings } from '#shared/domain/setting.ts';
import type { LocalDb } from '../local-db.ts';
import { grouped } from './grouped.ts';

type Counted = Pick<PlanCustomer, 'recentTouches' | 'counts' | 'lastServiceAt'> & {
  promo: Pick<PromoRecord, 'inWeek' | 'inMonth'>;
};

interface TouchRow {
  customerId: string;
  id: string;
  kind: TouchKind;
  touchClass: TouchClass;
  at: string;
  momentId: string | null;
  /** The kind of the plan item behind it. */
  itemKind: PlanItemKind | null;
}

const noCounts: ContactCounts = {
  today: 0,
  inWeek: 0,
  inMonth: 0,
  todayMoments: [],
  commentsInWeek: 0,
  likesInWeek: 0,
  likesAtOnce: 0,
};
export const noTouches: Counted = {
  recentTouches: 0,
  counts: noCounts,
  lastServiceAt: null,
  promo: { inWeek: 0, inMonth: 0 },
};

/**
 * A talk is what R4 calls a proactive conversation: no like, and no service but what nobody asked for. Talks about one
 * post are one.
 */
export function loadTouchCounts(
  db: LocalDb,
  { planOn, now, settings }: { planOn: string; now: number; settings: Settings },
): Map<string, Counted> {
  const before = (ms: number) => new Date(now - ms).toISOString();
  const starts: Starts = {
    today: startOfDate(planOn),
    week: before(settings['guard.weekDays'] * dayMs),
    month: before(settings['guard.monthDays'] * dayMs),
    atOnce: before(settings['guard.atOnceMinutes'] * 60_000),
    fatigue: before(settings['score.fatigueDays'] * dayMs),
  };
  const first = [starts.week, starts.month, starts.fatigue].sort()[0]!;
  const rows = db.raw<TouchRow>(
    `SELECT t.customer_id, t.id, t.kind, t.touch_class, t.happened_at AS at, t.moment_id, i.kind AS item_kind
     FROM touch t LEFT JOIN plan_item i ON i.id = t.plan_item_id
     WHERE t.happened_at > ? AND t.deleted_at IS NULL`,
    first,
  );
  const perCustomer = grouped(rows, (row) => row);
  return new Map([...perCustomer].map(([id, touches]) => [id, countedOf(touches, starts)]));
}

type Starts = Record<'today' | 'week' | 'month' | 'atOnce' | 'fatigue', string>;

function countedOf(touches: readonly TouchRow[], starts: Starts): Counted {
  const talks = touches.filter(isTalk);
  const chains = (from: readonly TouchRow[]) => new Set(from.map(({ momentId, id }) => momentId ?? id)).size;
  const after = (start: string, from: readonly TouchRow[] = touches) => from.filter(({ at }) => at > start);
  const count = (kind: TouchKind, start: string) =>
    after(start).filter((touch) => touch.kind === kind).length;
  const promos = touches.filter(({ touchClass }) => touchClass === 'promo');
  const today = talks.filter(({ at }) => at >= starts.today);
  const services = touches.filter(({ touchClass }) => touchClass === 'service').map(({ at }) => at);
  return {
    recentTouches: after(starts.fatigue, talks).length,
    lastServiceAt: services.sort().at(-1) ?? null,
    promo: { inWeek: after(starts.week, promos).length, inMonth: after(starts.month, promos).length },
    counts: {
      today: chains(today),
      inWeek: chains(after(starts.week, talks)),
      inMonth: chains(after(starts.month, talks)),
      todayMoments: [...new Set(today.flatMap(({ momentId }) => momentId ?? []))],
      commentsInWeek: count('comment', starts.week),
      likesInWeek: count('like', starts.week),
      likesAtOnce: count('like', starts.atOnce),
    },
  };
}

function isTalk({ kind, touchClass, itemKind }: TouchRow): boolean {
  if (kind === 'like') return false;
  return touchClass !== 'service' || proactiveServiceKinds.some((proactive) => proactive === itemKind);
}

/**
 * Care touches since the last promo, of those who can be offered anything at all: old customers who trust us, and new
 * friends, whose SOP may hold a promo step. It is the one counter without a time limit, so it is not asked for others.
 */
export function loadCareSincePromo(db: LocalDb, settings: Settings): Map<string, number> {
  const rows = db.raw<{ customerId: string; touches: number }>(
    `SELECT c.id AS customer_id, (
       SELECT count(*) FROM touch t
       WHERE t.customer_id = c.id AND t.touch_class = 'care' AND t.kind <> 'like' AND t.deleted_at IS NULL
         AND t.happened_at > coalesce((SELECT p.happened_at FROM touch p
           WHERE p.customer_id = c.id AND p.touch_class = 'promo' AND p.deleted_at IS NULL
           ORDER BY p.happened_at DESC LIMIT 1), '')) AS touches
     FROM customer c
     WHERE c.deleted_at IS NULL AND c.status = 'active' AND c.consent = 'full'
       AND (c.tier = 'N' OR c.trust_stage = 'committed' AND c.id IN (
         SELECT customer_id FROM customer_order WHERE deleted_at IS NULL
         GROUP BY customer_id HAVING count(DISTINCT ordered_on) >= ?))`,
    settings['referral.purchases'],
  );
  return new Map(rows.map(({ customerId, touches }) => [customerId, touches]));
}
