/** The counters of the fatigue guard (rules.md R4), from the touches of the last weeks. */
import { dayMs, startOfDate } from '#shared/domain/calendar.ts';
import type { ContactCounts, PlanCustomer, PromoRecord } from '#shared/domain/plan/input.ts';
import { proactiveServiceKinds } from '#shared/domain/plan/kind.ts';
import type { Settings } from '#shared/domain/setting.ts';
import type { LocalDb } from '../local-db.ts';

type Counted = Pick<PlanCustomer, 'recentTouches' | 'counts' | 'lastServiceAt'> & {
  promo: Pick<PromoRecord, 'inWeek' | 'inMonth'>;
};

interface CountRow extends Omit<ContactCounts, 'todayMoments'> {
  customerId: string;
  /** Ids with commas between them. */
  todayMoments: string | null;
  promoInWeek: number;
  promoInMonth: number;
  recentTouches: number;
  lastServiceAt: string | null;
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

const quoted = proactiveServiceKinds.map((kind) => `'${kind}'`).join();

/**
 * A talk is what R4 calls a proactive conversation: no like, and no service but what nobody asked for. Talks about one
 * post are one (`chain`).
 */
const countSql = `
  WITH recent AS (
    SELECT t.customer_id, t.kind, t.touch_class, t.happened_at AS at, t.moment_id, coalesce(t.moment_id, t.id) AS chain,
      t.kind <> 'like' AND (t.touch_class <> 'service' OR coalesce(i.kind, '') IN (${quoted})) AS is_talk
    FROM touch t LEFT JOIN plan_item i ON i.id = t.plan_item_id
    WHERE t.happened_at > $since AND t.deleted_at IS NULL)
  SELECT customer_id,
    count(DISTINCT CASE WHEN is_talk AND at >= $today THEN chain END) AS today,
    count(DISTINCT CASE WHEN is_talk AND at > $week THEN chain END) AS in_week,
    count(DISTINCT CASE WHEN is_talk AND at > $month THEN chain END) AS in_month,
    group_concat(DISTINCT CASE WHEN is_talk AND at >= $today THEN moment_id END) AS today_moments,
    count(*) FILTER (WHERE kind = 'comment' AND at > $week) AS comments_in_week,
    count(*) FILTER (WHERE kind = 'like' AND at > $week) AS likes_in_week,
    count(*) FILTER (WHERE kind = 'like' AND at > $at_once) AS likes_at_once,
    count(*) FILTER (WHERE touch_class = 'promo' AND at > $week) AS promo_in_week,
    count(*) FILTER (WHERE touch_class = 'promo' AND at > $month) AS promo_in_month,
    count(*) FILTER (WHERE is_talk AND at > $fatigue) AS recent_touches,
    max(CASE WHEN touch_class = 'service' THEN at END) AS last_service_at
  FROM recent GROUP BY customer_id`;

export function loadTouchCounts(
  db: LocalDb,
  { planOn, now, settings }: { planOn: string; now: number; settings: Settings },
): Map<string, Counted> {
  const before = (ms: number) => new Date(now - ms).toISOString();
  const since = Math.max(
    settings['guard.monthDays'],
    settings['guard.weekDays'],
    settings['score.fatigueDays'],
  );
  const named: Record<string, string> = {
    since: before(since * dayMs),
    today: startOfDate(planOn),
    week: before(settings['guard.weekDays'] * dayMs),
    month: before(settings['guard.monthDays'] * dayMs),
    at_once: before(settings['guard.atOnceMinutes'] * 60_000),
    fatigue: before(settings['score.fatigueDays'] * dayMs),
  };
  const values: string[] = [];
  const sql = countSql.replace(/\$(\w+)/g, (_, name: string) => {
    values.push(named[name]!);
    return '?';
  });
  return new Map(db.raw<CountRow>(sql, ...values).map((row) => [row.customerId, countedOf(row)]));
}

function countedOf(row: CountRow): Counted {
  const { todayMoments, promoInWeek, promoInMonth, recentTouches, lastServiceAt } = row;
  const { today, inWeek, inMonth, commentsInWeek, likesInWeek, likesAtOnce } = row;
  return {
    recentTouches,
    lastServiceAt,
    promo: { inWeek: promoInWeek, inMonth: promoInMonth },
    counts: {
      today,
      inWeek,
      inMonth,
      todayMoments: todayMoments?.split(',') ?? [],
      commentsInWeek,
      likesInWeek,
      likesAtOnce,
    },
  };
}

/**
 * Care touches since the last promo, of those who can be offered anything at all: old customers who trust us, and new
 * friends, whose SOP may hold a promo step. It is the one counter without a time limit, so it is not asked for others.
 */
export function loadCareSincePromo(db: LocalDb, settings: Settings): Map<string, number> {
  const rows = db.raw<{ customerId: string; touches: number }>(
    `WITH asked AS (
       SELECT id FROM customer WHERE deleted_at IS NULL AND status = 'active' AND consent = 'full'
         AND (tier = 'N' OR trust_stage = 'committed' AND id IN (
           SELECT customer_id FROM customer_order WHERE deleted_at IS NULL
           GROUP BY customer_id HAVING count(DISTINCT ordered_on) >= ?))),
     done AS (
       SELECT t.customer_id, t.happened_at, t.touch_class
       FROM asked CROSS JOIN touch t ON t.customer_id = asked.id
       WHERE t.kind <> 'like' AND t.deleted_at IS NULL),
     promo AS (SELECT customer_id, max(happened_at) AS at FROM done WHERE touch_class = 'promo' GROUP BY customer_id)
     SELECT d.customer_id, count(*) AS touches FROM done d LEFT JOIN promo p ON p.customer_id = d.customer_id
     WHERE d.touch_class = 'care' AND d.happened_at > coalesce(p.at, '') GROUP BY d.customer_id`,
    settings['referral.purchases'],
  );
  return new Map(rows.map(({ customerId, touches }) => [customerId, touches]));
}
