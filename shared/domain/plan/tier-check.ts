/** When tiers are worked out, and what that means for one customer (rules.md R1). Pure. */
import { addDays, dateOf, daysBetween, startOfDate } from '../calendar.ts';
import type { Tier } from '../entity/book.ts';
import type { TierCheck, ValueTier } from '../entity/tier-check.ts';
import type { CardChange } from '../entity/profile.ts';
import type { Settings } from '../setting.ts';
import { tierHeight, type TierOverride } from './tier.ts';

const daysOfWeek = 7;

/** The last Monday, at its hour, that is not later than `now`: the day, and the instant. */
export function lastTierCheck(
  now: number,
  settings: Pick<Settings, 'tier.checkMinute'>,
): { on: string; at: string } {
  const today = dateOf(now);
  // Monday is 0.
  const weekday = (new Date(`${today}T00:00:00.000Z`).getUTCDay() + 6) % daysOfWeek;
  const monday = addDays(today, -weekday);
  const checkAt = (on: string) =>
    new Date(Date.parse(startOfDate(on)) + settings['tier.checkMinute'] * 60_000).toISOString();
  const at = checkAt(monday);
  return now >= Date.parse(at)
    ? { on: monday, at }
    : { on: addDays(monday, -daysOfWeek), at: checkAt(addDays(monday, -daysOfWeek)) };
}

/** Of the check before: only Mondays without a gap count for a demotion. */
export function formerRanksOf(
  before: Pick<TierCheck, 'checkedOn' | 'ranks'> | null,
  on: string,
): readonly ValueTier[] {
  return before && daysBetween(before.checkedOn, on) === daysOfWeek ? before.ranks : [];
}

type LastChange = Pick<CardChange, 'createdBy' | 'toValue' | 'reason' | 'happenedAt'>;

/**
 * What a person decided, from the last change of the tier. None where the rule made it, where the reason is missing, where
 * the card says something else since, and for N, which follows from the day of adding.
 */
export function tierOverrideOf(change: LastChange | null, tier: Tier): TierOverride | null {
  if (!change || change.createdBy === null || change.toValue !== tier || tier === 'N') return null;
  return change.reason.trim() === ''
    ? null
    : { tier, reason: change.reason, setOn: dateOf(change.happenedAt) };
}

/** From this day on the override counts no more; the next Monday works the tier out again. */
export function overrideEndsOn({ setOn }: Pick<TierOverride, 'setOn'>, settings: Settings): string {
  return addDays(setOn, settings['tier.overrideDays']);
}

/** Where the customer falls next Monday if nothing changes; null where they do not. */
export function fallsNextTo(ranks: readonly ValueTier[], tier: Tier, settings: Settings): ValueTier | null {
  const [last] = ranks;
  if (!last) return null;
  const mondays = [last, ...ranks].slice(0, settings['tier.demotionWeeks']);
  if (mondays.length < settings['tier.demotionWeeks']) return null;
  const highest = mondays.reduce((best, rank) => (tierHeight[rank] > tierHeight[best] ? rank : best));
  return tierHeight[highest] < tierHeight[tier] ? highest : null;
}
