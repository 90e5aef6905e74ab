/**
 * A check-in by date carries no price; the moment its draft carries an offer it is a promo and has to pass as one
 * (rules.md R5): this is asked before anything is sent.
 */
import { candidateOf } from './candidate/candidate.ts';
import { customerDay } from './candidate/all.ts';
import { filterCode, personCode } from './filter.ts';
import { guardCode } from './guard/guard.ts';
import { promoCap } from './guard/promo.ts';
import type { HiddenCode } from './hidden.ts';
import type { PlanCustomer, PlanInput } from './input.ts';

export interface CheckInOffer {
  /** The offer that suits the customer and ends first; null where none runs. */
  offerId: string | null;
  /** Why none may be made today; null where it may. */
  code: HiddenCode | null;
}

/** @param listedPromos promos of the day's list, done or still open */
export function checkInOfferOf(
  customer: PlanCustomer,
  input: Omit<PlanInput, 'customers'>,
  listedPromos: number,
): CheckInOffer {
  const { settings, day, planOn } = input;
  const offerId = customer.offers[0]?.id ?? null;
  const candidate = candidateOf(
    customerDay(customer, input),
    'PROMO',
    { dueOn: planOn },
    { subject: offerId ?? '' },
  );
  const isFull = day.used.promos + listedPromos >= promoCap(settings['day.promos'], day.blockRate, settings);
  const code =
    filterCode(candidate, personCode(customer, input), input) ??
    guardCode(candidate, input) ??
    (isFull ? 'PROMO_FULL' : null);
  return { offerId, code };
}
