/** Builds the day (rules.md R7): the same input and the same clock give the same list, on device and server. */
import { finish, type Steps } from '../../lib/steps.ts';
import type { Tier } from '../entity/book.ts';
import type { PlanItemKind, ReasonChip } from '../entity/user.ts';
import { assessSteps, type Dropped } from './assess.ts';
import { buyerShareOf } from './day/buyer-floor.ts';
import { inBlocks } from './day/card.ts';
import { fillDay } from './day/fill.ts';
import { limitHellos } from './day/hello.ts';
import { careShareOf } from './day/mix.ts';
import type { HiddenCode } from './hidden.ts';
import { byKey, createHiding, type HiddenCandidate, type Hiding } from './hiding.ts';
import type { PlanInput } from './input.ts';
import { listHash } from './list-hash.ts';
import type { Scored } from './order.ts';
import { reasonsOf } from './reason.ts';

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
  /** Every customer who is neither on the list nor settled, with the reason that weighs most. */
  hidden: Map<string, HiddenCode>;
  /** Every candidate that is not on the list, with its reason; put in order when it is asked for. */
  readonly hiddenCandidates: HiddenCandidate[];
  /** The same as it comes, or those of some kinds alone. */
  listHidden(kinds?: readonly PlanItemKind[]): HiddenCandidate[];
  availableMinutes: number;
  /** Of the discretionary touches and minutes; null without any. `isCareLow`: not even without promo is it enough. */
  careShare: number | null;
  isCareLow: boolean;
  buyerShare: number | null;
  /** Posts that grew too old without an answer. */
  expiredMoments: number;
  listHash: string;
}

export function buildPlan(input: PlanInput): BuiltPlan {
  return finish(planSteps(input));
}

/** The same with pauses; a big book takes some hundred milliseconds. */
export function* planSteps(input: PlanInput): Steps<BuiltPlan> {
  const { settings } = input;
  const hiding = createHiding(input.settled ?? [], settings);
  const { fit, dropped, idle } = yield* assessSteps(input);
  const expired = hideDropped(dropped, hiding);
  yield;
  const unsettled = fit.filter((candidate) => !hiding.isSettled(candidate));
  const open = limitHellos(unsettled, input, hiding.hide);
  const { obligations, others, overload, availableMinutes } = yield* fillDay(input, open, hiding.hide);
  const items = inBlocks(obligations, others).map((candidate) =>
    plannedItem(candidate, reasonsOf(candidate, input, overload.has(candidate))),
  );
  yield;
  const hidden = yield* hiding.perCustomer(idle, items);
  yield;
  const careShare = careShareOf(others);
  return withHiddenCandidates(hiding, {
    items,
    hidden,
    availableMinutes,
    careShare,
    isCareLow: careShare !== null && careShare < settings['day.careShare'],
    buyerShare: buyerShareOf(others),
    expiredMoments: expired.size,
    listHash: listHash(items),
  });
}

/** The posts among them that grew too old. */
function hideDropped(dropped: readonly Dropped[], hiding: Hiding): Set<string> {
  const expired = new Set<string>();
  for (const { candidate, code } of dropped) {
    hiding.hide(candidate, code);
    if (code === 'POST_TOO_OLD') expired.add(candidate.moment!.id);
  }
  return expired;
}

/** Apart from the building, so that a plan that is kept keeps neither the customers nor their candidates. */
function withHiddenCandidates(
  hiding: Hiding,
  plan: Omit<BuiltPlan, 'hiddenCandidates' | 'listHidden'>,
): BuiltPlan {
  return {
    ...plan,
    get hiddenCandidates() {
      return hiding.list().sort(byKey);
    },
    listHidden: hiding.list,
  };
}

function plannedItem(candidate: Scored, reasons: ReasonChip[]): PlannedItem {
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
