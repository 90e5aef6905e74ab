/** Builds the day (rules.md R7): the same input and the same clock give the same list, on device and server. */
import type { Tier } from '../entity/book.ts';
import type { PlanItemKind, ReasonChip } from '../entity/user.ts';
import { candidatesOf, type Candidate } from './candidate.ts';
import { filterCode } from './filter.ts';
import type { HiddenCode } from './hidden.ts';
import type { PlanInput } from './input.ts';
import { isObligation, isService } from './kind.ts';
import { createDay } from './lane.ts';
import { listHash } from './list-hash.ts';
import { byDueFirst, byScore, type Scored } from './order.ts';
import { reasonsOf } from './reason.ts';
import { tierOn } from './rhythm.ts';
import { isSlaPassed, scoreOf } from './score.ts';

export interface PlannedItem {
  customerId: string;
  bookId: string;
  kind: PlanItemKind;
  subject: string;
  tier: Tier;
  score: number;
  deciMinutes: number;
  reasons: ReasonChip[];
  dueAt: string | null;
  lateAfterAt: string;
}

export interface BuiltPlan {
  /** In the order of the list; items of one customer stand together. */
  items: PlannedItem[];
  /** Every customer who is neither on the list nor settled, with the reason. */
  hidden: Map<string, HiddenCode>;
  availableMinutes: number;
  listHash: string;
}

export function buildPlan(input: PlanInput): BuiltPlan {
  const { planOn, now, settings } = input;
  const settled = input.settled ?? [];
  const settledKeys = new Set(settled.map(keyOf));
  const settledCustomers = new Set(settled.map((item) => item.customerId));
  const settledCare = new Set(settled.filter((item) => !isService(item.kind)).map((item) => item.customerId));
  const obligations: Scored[] = [];
  const discretionary: Scored[] = [];
  const hidden = new Map<string, HiddenCode>();

  const tiers = new Map<string, Tier>();
  for (const customer of input.customers) {
    if (settledCustomers.has(customer.id)) tiers.set(customer.id, tierOn(customer, planOn, settings));
    const code = filterCode(customer, planOn);
    let listed = settledCustomers.has(customer.id);
    for (const candidate of candidatesOf(customer, input)) {
      if (!isService(candidate.kind) && (code !== null || settledCare.has(customer.id))) continue;
      if (settledKeys.has(keyOf({ ...candidate, customerId: customer.id }))) continue;
      const scored = {
        ...candidate,
        score: scoreOf(candidate, now, settings),
        slaPassed: isSlaPassed(candidate, now),
      };
      (isObligation(candidate.kind) ? obligations : discretionary).push(scored);
      listed = true;
    }
    if (!listed) hidden.set(customer.id, code ?? 'NOT_DUE');
  }

  const day = createDay(settings);
  for (const item of settled) day.settle(item, tiers.get(item.customerId) ?? 'C');
  const overload = new Set<Scored>();
  obligations.sort(byDueFirst);
  for (const candidate of obligations) if (!day.takeObligation(candidate)) overload.add(candidate);
  discretionary.sort(byScore);
  const taken = day.takeDiscretionary(discretionary);
  const listed = [...obligations, ...discretionary.filter((candidate) => taken.has(candidate))];
  const onList = new Set(listed.map(({ customer }) => customer.id));
  for (const { customer } of discretionary) {
    if (!onList.has(customer.id) && !settledCustomers.has(customer.id)) hidden.set(customer.id, 'DAY_FULL');
  }

  const items = together(listed).map((candidate) =>
    plannedItem(candidate, reasonsOf(candidate, planOn, overload.has(candidate))),
  );
  return { items, hidden, availableMinutes: settings['day.minutes'], listHash: listHash(items) };
}

function keyOf(item: { customerId: string; kind: PlanItemKind; subject: string }): string {
  return `${item.kind} ${item.customerId} ${item.subject}`;
}

/** A customer's second action moves up behind the first (R7.7). */
function together(candidates: readonly Scored[]): Scored[] {
  const perCustomer = new Map<string, Scored[]>();
  for (const candidate of candidates) {
    const group = perCustomer.get(candidate.customer.id);
    if (group) group.push(candidate);
    else perCustomer.set(candidate.customer.id, [candidate]);
  }
  return [...perCustomer.values()].flat();
}

function plannedItem(candidate: Candidate & { score: number }, reasons: ReasonChip[]): PlannedItem {
  const { customer, kind, subject, tier, score, deciMinutes, dueAt, lateAfterAt } = candidate;
  return {
    customerId: customer.id,
    bookId: customer.bookId,
    kind,
    subject,
    tier,
    score,
    deciMinutes,
    reasons,
    dueAt,
    lateAfterAt,
  };
}
