/** The tiers of a book, worked out every Monday 06:00 (rules.md R1). */
import { daysBetween } from '../calendar.ts';
import type { Tier } from '../entity/book.ts';
import type { ApartReason, ValueTier } from '../entity/tier-check.ts';
import type { Settings } from '../setting.ts';
import { valueScores, type ValueFacts, type ValueScore } from './value-score.ts';

export interface TierFacts extends ValueFacts {
  addedOn: string;
  tier: Tier;
  /** Where the last Mondays ranked the customer by value, the newest first. */
  formerRanks: readonly ValueTier[];
  override: TierOverride | null;
  /** Touches in a row without an answer, and the last sign of interest. */
  unanswered: number;
  lastInterestOn: string | null;
}

/** A person's decision; without a reason it does not count. */
export interface TierOverride {
  tier: Exclude<Tier, 'N'>;
  reason: string;
  setOn: string;
}

export interface TierResult {
  tier: Tier;
  /** Where the customer stands by value alone; null for who is not ranked, with the reason in `apart`. */
  ranked: ValueTier | null;
  /** From 1 on. */
  place: number | null;
  value: ValueScore | null;
  apart: ApartReason | null;
}

export const tierHeight: Readonly<Record<Tier, number>> = { A: 3, B: 2, C: 1, N: 0, NURTURE: 0 };

/**
 * @param on the Monday. Promotion is immediate, demotion needs two Mondays. A person's decision stands over everything
 * while it holds, and counts inside the shares. Customers by id; `place` counts those who are ranked.
 */
export function tiersOf(book: readonly TierFacts[], on: string, settings: Settings): Map<string, TierResult> {
  const result = new Map<string, TierResult>();
  const ranked: TierFacts[] = [];
  const overrides = new Map<string, ValueTier>();
  for (const customer of book) {
    const byHand = overrideOf(customer, on, settings);
    const apart = byHand ? null : apartOf(customer, on, settings);
    if (byHand === 'NURTURE' || apart) {
      const tier = apart === 'NEW' ? 'N' : 'NURTURE';
      result.set(customer.id, { tier, ranked: null, place: null, value: null, apart });
      continue;
    }
    if (byHand) overrides.set(customer.id, byHand);
    ranked.push(customer);
  }
  const values = valueScores(ranked, settings);
  const scoreOf = ({ id }: TierFacts) => values.get(id)!.score;
  ranked.sort((a, b) => scoreOf(b) - scoreOf(a) || compare(a.addedOn, b.addedOn) || compare(a.id, b.id));
  const seats = {
    A: Math.ceil(settings['tier.shareA'] * ranked.length),
    B: Math.ceil(settings['tier.shareB'] * ranked.length),
    C: ranked.length,
  };
  const byValueAlone = { ...seats };
  for (const tier of overrides.values()) seats[tier]--;
  for (const [at, customer] of ranked.entries()) {
    const { id } = customer;
    const byHand = overrides.get(id);
    const seat = takeSeat(byValueAlone);
    const rank = byHand ? seat : takeSeat(seats);
    const tier = byHand ?? afterDemotionRule(customer, rank, settings);
    result.set(id, { tier, ranked: rank, place: at + 1, value: values.get(id)!, apart: null });
  }
  return result;
}

/** New for the first 14 days; NURTURE after 5 touches without an answer or 180 days without interest. */
function apartOf(customer: TierFacts, on: string, settings: Settings): ApartReason | null {
  const knownDays = daysBetween(customer.addedOn, on);
  if (knownDays < settings['rhythm.newDays']) return 'NEW';
  if (customer.unanswered >= settings['tier.nurtureTouches']) return 'NO_ANSWER';
  const quietDays = customer.lastInterestOn ? daysBetween(customer.lastInterestOn, on) : knownDays;
  return quietDays >= settings['tier.nurtureDays'] ? 'NO_INTEREST' : null;
}

function overrideOf({ override }: TierFacts, on: string, settings: Settings): TierOverride['tier'] | null {
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
  if (tierHeight[byValue] >= tierHeight[tier]) return byValue;
  const mondays = [byValue, ...formerRanks].slice(0, settings['tier.demotionWeeks']);
  if (mondays.length < settings['tier.demotionWeeks']) return tier;
  const highest = mondays.reduce((best, rank) => (tierHeight[rank] > tierHeight[best] ? rank : best));
  return tierHeight[highest] < tierHeight[tier] ? highest : tier;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
