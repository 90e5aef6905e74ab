import { dayMs, msOf } from '../../calendar.ts';
import type { PlanCustomer } from '../input.ts';
import { tierOn } from '../rhythm.ts';
import { askedCandidates } from './asked.ts';
import type { Candidate, CustomerDay } from './candidate.ts';
import { keyDateCandidates } from './key-date.ts';
import { momentCandidates } from './moment.ts';
import { offerCandidates } from './offer.ts';
import { purchaseCandidates } from './purchase.ts';
import { rhythmCandidates } from './rhythm.ts';
import { sopCandidates } from './sop.ts';
import { upkeepCandidates } from './upkeep.ts';

/** Everything of rules.md R5 that is due for a customer by the end of the day, in no particular order. */
export function candidatesOf(customer: PlanCustomer, input: CustomerDay['input']): Candidate[] {
  const day = customerDay(customer, input);
  const sop = sopCandidates(day);
  const candidates: Candidate[] = sop.candidates;
  for (const some of [
    askedCandidates(day),
    keyDateCandidates(day),
    momentCandidates(day),
    purchaseCandidates(day),
    rhythmCandidates(day, sop.isRunning),
    offerCandidates(day),
    upkeepCandidates(day),
  ])
    for (const candidate of some) candidates.push(candidate);
  return candidates;
}

export function customerDay(customer: PlanCustomer, input: CustomerDay['input']): CustomerDay {
  return {
    customer,
    input,
    tier: tierOn(customer, input.planOn, input.settings),
    intent: intentOf(customer, input),
  };
}

/** Falls one level per 30 days without a new sign; a level whose day is unknown stays. */
function intentOf({ intent, intentAt }: PlanCustomer, { now, settings }: CustomerDay['input']): number {
  if (!intentAt) return intent;
  const levels = Math.floor((now - msOf(intentAt)) / dayMs / settings['score.intentDecayDays']);
  return Math.max(0, intent - Math.max(0, levels));
}
