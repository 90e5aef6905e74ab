/**
 * A campaign before it is planned (practices.md D08): whom the rules keep out and why (rules.md R3, R4), how long the
 * others take at the daily cap of promo (R7.5), and whether a lead has to approve it first. Each recipient goes through
 * filter and guard again on the day.
 */
import { addDays } from '../calendar.ts';
import type { Settings } from '../setting.ts';
import { afterDaysAtWork } from '../workday.ts';
import { customerDay } from './candidate/all.ts';
import { candidateOf, type CustomerDay } from './candidate/candidate.ts';
import { filterCode, personCode } from './filter.ts';
import { guardCode } from './guard/guard.ts';
import { promoCap } from './guard/promo.ts';
import type { HiddenCode } from './hidden.ts';
import type { PlanCustomer } from './input.ts';
import { scoreOf } from './score.ts';
import { closedKey } from './subject.ts';

/** Beside the codes of the list: another of the household is told, waits in a campaign with this offer, was told of it. */
export const campaignCodes = ['SAME_HOUSEHOLD', 'WAITING_ALREADY', 'TOLD_ALREADY'] as const;
export type CampaignCode = HiddenCode | (typeof campaignCodes)[number];

export interface CampaignPick {
  /** Customer ids, in the order in which they would come onto the list. */
  kept: string[];
  /** In the order in which they were given. */
  removed: { customerId: string; code: CampaignCode }[];
}

/** Over with the day, or with the next one: no reason against a campaign that lasts for weeks. */
const passing: ReadonlySet<HiddenCode> = new Set([
  'TOUCHED_TODAY',
  'TOUCHED_ELSEWHERE',
  'OPEN_ELSEWHERE',
  'HANDOVER_WAIT',
  'ACCOUNT_LIMIT',
]);

/** @param offer who waits in a campaign with it already, and whom one has told of it or not told in the end */
export function pickRecipients(
  customers: readonly PlanCustomer[],
  offer: { contentId: string; waiting: ReadonlySet<string>; told: ReadonlySet<string> },
  input: CustomerDay['input'],
): CampaignPick {
  const removed: CampaignPick['removed'] = [];
  const fit: { customer: PlanCustomer; score: number }[] = [];
  for (const customer of customers) {
    const { id, closed } = customer;
    if (offer.waiting.has(id)) removed.push({ customerId: id, code: 'WAITING_ALREADY' });
    else if (offer.told.has(id) || closed.has(closedKey('PROMO', offer.contentId)))
      removed.push({ customerId: id, code: 'TOLD_ALREADY' });
    else {
      const candidate = candidateOf(customerDay(customer, input), 'PROMO', { dueOn: input.planOn });
      const code =
        lasting(personCode(customer, input)) ??
        lasting(filterCode(candidate, null, input)) ??
        lasting(guardCode(candidate, input));
      if (code) removed.push({ customerId: id, code });
      else fit.push({ customer, score: scoreOf(candidate, input.now, input.settings) });
    }
  }
  fit.sort((a, b) => b.score - a.score || (a.customer.id < b.customer.id ? -1 : 1));
  const households = new Set<string>();
  const kept: string[] = [];
  for (const { customer } of fit) {
    const { householdId } = customer.promo;
    if (householdId && households.has(householdId)) {
      removed.push({ customerId: customer.id, code: 'SAME_HOUSEHOLD' });
      continue;
    }
    if (householdId) households.add(householdId);
    kept.push(customer.id);
  }
  return { kept, removed };
}

function lasting(code: HiddenCode | null): HiddenCode | null {
  return code && !passing.has(code) ? code : null;
}

/**
 * Whether a lead has to approve it first. `unasked` counts those for whom the same offer was planned in
 * the last `campaign.days` without approval: a big campaign in small pieces is a big one.
 */
export function needsApproval(
  { recipients, unasked }: { recipients: number; unasked: number },
  settings: Settings,
): boolean {
  return recipients > 0 && recipients + unasked > settings['campaign.approvalAbove'];
}

/** How many working days so many customers take, and which is the last; null where promo has no room on any day. */
export function campaignDays(
  customers: number,
  { planOn, settings, day }: Pick<CustomerDay['input'], 'planOn' | 'settings' | 'day'>,
): { days: number; lastOn: string; perDay: number } | null {
  const perDay = promoCap(settings['day.promos'], day.blockRate, settings);
  if (perDay === 0) return null;
  const days = Math.ceil(customers / perDay);
  // The day of the plan is the first one, where there is work on it.
  const lastOn = days === 0 ? planOn : afterDaysAtWork(addDays(planOn, -1), days, day, settings);
  return { days, lastOn, perDay };
}
