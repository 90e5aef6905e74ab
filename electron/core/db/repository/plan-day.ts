import { startOfDate } from '#shared/domain/calendar.ts';
import type { DayContext } from '#shared/domain/plan/day-context.ts';
import type { LocalDb } from '../local-db.ts';
import { notLoadedYet } from './plan-not-loaded.ts';

const hourMs = 3_600_000;

interface DayRow {
  comments: number;
  chats: number;
  promos: number;
  socialInHour: number;
}

/** What was done today beside the list, and how much the account has liked and commented in the last hour. */
export function loadDayContext(db: LocalDb, { planOn, now }: { planOn: string; now: number }): DayContext {
  const [row] = db.raw<DayRow>(
    `SELECT
       count(*) FILTER (WHERE is_own AND kind = 'comment') AS comments,
       count(*) FILTER (WHERE is_own AND kind IN ('chat', 'call', 'visit') AND touch_class <> 'service') AS chats,
       count(*) FILTER (WHERE is_own AND touch_class = 'promo') AS promos,
       count(*) FILTER (WHERE kind IN ('like', 'comment') AND happened_at > ?) AS social_in_hour
     FROM (SELECT kind, touch_class, happened_at, plan_item_id IS NULL AS is_own FROM touch
       WHERE happened_at >= ? AND deleted_at IS NULL)`,
    new Date(now - hourMs).toISOString(),
    startOfDate(planOn),
  );
  const { socialInHour, ...used } = row!;
  return { ...notLoadedYet().day, socialInHour, used: { npsAsks: 0, referrals: 0, surprises: 0, ...used } };
}
