/** The tiers of a book, worked out every Monday 06:00 (rules.md R1). */
import { daysBetween } from '../calendar.ts';
import type { Tier } from '../entity/book.ts';
import type { Settings } from '../setting.ts';
import { valueScores, type ValueFacts } from './value-score.ts';

type ValueTier = 'A' | 'B' | 'C';

export interface TierFacts extends ValueFacts {
  addedOn: string;
  tier: Tier;
  /** What the last Mondays worked out, the newest first. */
  formerRanks: readonly ValueTier[];
  /** By hand; without a reason it does not count. */
  override: { tier: ValueTier; reason: string; setOn: string } | null;
  /** Touches in a row without an answer, and the last sign of interest. */
  unanswered: number;
  lastInterestOn: string | null;
}

export interface TierResult {
  tier: Tier;
  /** Where the customer stands by value alone; null for N and NURTURE, which are not ranked. */
  ranked: ValueTier | null;
  score: number | null;
}

const height: Readonly<Record<Tier, number>> = { A: 3, B: 2, C: 1, N: 0, NURTURE: 0 };

/** @param on the Monday. Promotion is immediate, demotion needs two Mondays, overrides count inside the shares. */
export function tiersOf(book: readonly TierFacts[], on: string, settings: Settings): Map<string, TierResult> {
  const result = new Map<string, TierResult>();
  const ranked: TierFacts[] = [];
  for (const customer of book) {
    const apart = tierApart(customer, on, settings);
    if (apart) result.set(customer.id, { tier: apart, ranked: null, score: null });
    else ranked.push(customer);
  }
  const scores = valueScores(ranked, settings);
  ranked.sort(
    (a, b) => scores.get(b.id)! - scores.get(a.id)! || compare(a.addedOn, b.addedOn) || compare(a.id, b.id),
  );
  const seats = {
    A: Math.ceil(settings['tier.shareA'] * ranked.length),
    B: Math.ceil(settings['tier.shareB'] * ranked.length),
    C: ranked.length,
  };
  const overrides = new Map(ranked.map((customer) => [customer.id, overrideOf(customer, on, settings)]));
  for (const tier of overrides.values()) if (tier) seats[tier]--;
  for (const customer of ranked) {
    const byHand = overrides.get(customer.id);
    const byValue = byHand ?? takeSeat(seats);
    const tier = byHand ?? afterDemotionRule(customer, byValue, settings);
    result.set(customer.id, { tier, ranked: byValue, score: scores.get(customer.id)! });
  }
  return result;
}

/** N for the first 14 days; NURTURE after 5 touches without an answer or 180 days without interest. */
function tierApart(customer: TierFacts, on: string, settings: Settings): 'N' | 'NURTURE' | null {
  const knownDays = daysBetween(customer.addedOn, on);
  if (knownDays < settings['rhythm.newDays']) return 'N';
  if (customer.unanswered >= settings['tier.nurtureTouches']) return 'NURTURE';
  const quietDays = customer.lastInterestOn ? daysBetween(customer.lastInterestOn, on) : knownDays;
  return quietDays >= settings['tier.nurtureDays'] ? 'NURTURE' : null;
}

function overrideOf({ override }: TierFacts, on: string, settings: Settings): ValueTier | null {
  if (!override || override.reason.trim() === '') return null;
  return daysBetween(override.setOn, on) < settings['tier.overrideDays'] ? override.tier : null;
}

function takeSeat(seats: Record<ValueTier, number>): ValueTier {
  const tier = seats.A > 0 ? 'A' : seats.B > 0 ? 'B' : 'C';
  seats[tier]--;
  return tier;
}

/** Lower than now on so many Mondays in a row, this one included; the highest of them is where it goes. */
function afterDemotionRule({ tier, formerRanks }: TierFacts, byValue: ValueTier, settings: Settings): Tier {
  if (height[byValue] >= height[tier]) return byValue;
  const mondays = [byValue, ...formerRanks].slice(0, settings['tier.demotionWeeks']);
  if (mondays.length < settings['tier.demotionWeeks']) return tier;
  const highest = mondays.reduce((best, rank) => (height[rank] > height[best] ? rank : best));
  return height[highest] < height[tier] ? highest : tier;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
