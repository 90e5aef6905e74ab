/** What follows from past orders: the question for a score, and the check-in when the next one is near (R2, R5). */
import { addDays, daysBetween } from '../../calendar.ts';
import type { PlanItemKind } from '../../entity/user.ts';
import { closedKey } from '../subject.ts';
import { candidateOf, type Candidate, type CustomerDay } from './candidate.ts';

const none: readonly never[] = [];

export function purchaseCandidates(day: CustomerDay): readonly Candidate[] {
  const { customer, input } = day;
  const last = customer.purchases.at(-1);
  if (!last) return none;
  const { settings, planOn } = input;
  const candidates: Candidate[] = [];
  const add = (kind: PlanItemKind, afterDays: number, openDays: number): void => {
    const dueOn = addDays(last.orderedOn, afterDays);
    if (dueOn > planOn || addDays(dueOn, openDays) < planOn) return;
    if (customer.closed.has(closedKey(kind, last.orderedOn))) return;
    candidates.push(candidateOf(day, kind, { dueOn }, { subject: last.orderedOn }));
  };
  const askedSince = customer.asks.npsAt && customer.asks.npsAt.slice(0, 10) >= last.orderedOn;
  if (!askedSince) add('NPS', settings['afterPurchase.npsDays'], settings['afterPurchase.npsOpenDays']);
  if (last.repurchaseDays !== null) add('REPURCHASE', last.repurchaseDays, settings['repurchase.openDays']);
  return candidates;
}

/** The mean time between a customer's orders, the oldest first; null where too little is known. */
export function usualRepurchaseDays(orderedOn: readonly string[], leastDays: number): number | null {
  if (orderedOn.length < 2) return null;
  const days = [...new Set(orderedOn)];
  if (days.length < 2) return null;
  const mean = Math.round(daysBetween(days[0]!, days.at(-1)!) / (days.length - 1));
  return mean >= leastDays ? mean : null;
}
