/** When something may be offered to a customer (rules.md R4); a referral ask counts as promo. */
import { daysBetween, dayMs, msOf } from '../../calendar.ts';
import type { Settings } from '../../setting.ts';
import type { Candidate, CustomerDay } from '../candidate/candidate.ts';
import type { BlockRate } from '../day-context.ts';
import type { HiddenCode } from '../hidden.ts';

export function promoCode(candidate: Candidate, input: CustomerDay['input']): HiddenCode | null {
  const { customer, touchClass } = candidate;
  if (touchClass !== 'promo') return null;
  const { now, planOn, settings, day } = input;
  const { promo } = customer;
  const isWithin = (at: string | null, days: number) => at !== null && now - msOf(at) < days * dayMs;
  const freezeDays = settings['promo.freezeDays'];
  if (isWithin(customer.complaintAt, freezeDays) || isWithin(customer.stopAskedAt, freezeDays))
    return 'PROMO_FROZEN';
  const { outside } = customer;
  if (
    isWithin(promo.householdFrozenAt ?? null, freezeDays) ||
    isWithin(outside.householdFrozenAt ?? null, freezeDays)
  )
    return 'HOUSEHOLD_FROZEN';
  const knownDays = daysBetween(customer.addedOn, planOn);
  if (knownDays < settings['promo.newFriendDays'] && !promo.isAsked) return 'NEW_FRIEND';
  if (customer.trustStage === 'acquainted') return 'TRUST_TOO_LOW';
  const perWeek = promoCap(settings['promo.perWeek'], day.blockRate, settings);
  const perMonth = promoCap(settings['promo.perMonth'], day.blockRate, settings);
  const inWeek = promo.inWeek + promo.householdInWeek;
  const inMonth = promo.inMonth + promo.householdInMonth;
  if (inWeek >= perWeek) return 'PROMO_WEEK_CAP';
  if (inMonth >= perMonth) return 'PROMO_MONTH_CAP';
  const { promoInWeek, promoInMonth, householdPromoInWeek, householdPromoInMonth } = outside;
  if (inWeek + promoInWeek + householdPromoInWeek >= perWeek) return 'PROMO_WEEK_ELSEWHERE';
  if (inMonth + promoInMonth + householdPromoInMonth >= perMonth) return 'PROMO_MONTH_ELSEWHERE';
  if (promo.careSince < settings['promo.careBefore']) return 'CARE_FIRST';
  if (!isWithin(customer.lastInteractionAt, settings['promo.replyDays'])) return 'NO_INTERACTION';
  return null;
}

/** A red block rate halves a promo cap, down to one. */
export function promoCap(cap: number, blockRate: BlockRate, settings: Settings): number {
  return blockRate === 'red' ? Math.min(cap, Math.max(1, Math.floor(cap * settings['block.redShare']))) : cap;
}
