/** Fills the day in the order of rules.md R7: obligations, new customers, tier A, the rest; then the mix and the floor. */
import { inParts, type Steps } from '../../../lib/steps.ts';
import type { HiddenCode } from '../hidden.ts';
import type { PlanCustomer, PlanInput, SettledItem } from '../input.ts';
import { isObligation, isSopStep } from '../kind.ts';
import { byDueFirst, type Scored } from '../order.ts';
import { tierOn } from '../rhythm.ts';
import { enrolmentOfSubject } from '../sop/enrolment.ts';
import type { PlanStep } from '../sop/step.ts';
import { stepOfSubject } from '../subject.ts';
import { raiseBuyerShare } from './buyer-floor.ts';
import { fillLanes } from './fill-lane.ts';
import type { Lane } from './lane.ts';
import { createDayList, laneOfScored, type DayList } from './list.ts';
import { trimForCare, trimPromoShare } from './mix.ts';

/** Candidates between two pauses. */
const perStep = 2_000;

export interface FilledDay {
  obligations: Scored[];
  others: Scored[];
  /** Obligations beyond their share of the day. */
  overload: ReadonlySet<Scored>;
  availableMinutes: number;
}

/** @param hide is told of everything that found no place */
export function* fillDay(
  input: PlanInput,
  fit: readonly Scored[],
  hide: (candidate: Scored, code: HiddenCode) => void,
): Steps<FilledDay> {
  const { settings, day } = input;
  const list = createDayList(input);
  countSettled(input, list);
  const most = day.isReturning ? settings['day.returnShare'] * list.deciMinutes : Infinity;
  const forced = takeObligations(fit, list, settings['day.obligationShare'], most);
  for (const candidate of forced.postponed) hide(candidate, 'RETURN_LIMIT');

  yield;
  const waiting = fit.filter(({ kind }) => !isObligation(kind));
  const limitOf = limits(list, most - forced.deciMinutes, settings);
  const codes = new Map<Scored, HiddenCode>();
  const refused: Scored[] = [];
  const refusedFor: HiddenCode[] = [];
  const refuse = (candidate: Scored, code: HiddenCode): void => {
    refused.push(candidate);
    refusedFor.push(code);
  };
  const take = (candidate: Scored) => list.tryTake(candidate, limitOf(laneOfScored(candidate)));
  yield* fillLanes(list, waiting, limitOf, refuse);
  for (const candidate of trimPromoShare(list, day, settings)) codes.set(candidate, 'PROMO_FULL');
  for (const candidate of trimForCare(list, settings)) codes.set(candidate, 'CARE_MIX');
  yield;
  const unlisted = waiting.filter((candidate) => !list.taken.has(candidate));
  for (const swap of raiseBuyerShare(list, unlisted, take, settings)) {
    codes.set(swap.out, 'BUYERS_FIRST');
  }
  yield;
  yield* inParts(refused, perStep, (candidate, place) => {
    if (!list.taken.has(candidate) && !codes.has(candidate)) hide(candidate, refusedFor[place]!);
  });
  yield;
  for (const [candidate, code] of codes) if (!list.taken.has(candidate)) hide(candidate, code);
  return {
    obligations: forced.taken,
    others: waiting.filter((candidate) => list.taken.has(candidate)),
    overload: forced.overload,
    availableMinutes: list.deciMinutes / 10,
  };
}

/** Of a SOP the customer is still on. */
function stepOf({ kind, subject }: SettledItem, customer: PlanCustomer): PlanStep | undefined {
  return isSopStep(kind)
    ? enrolmentOfSubject(customer, subject)?.steps[stepOfSubject(subject).number]
    : undefined;
}

function countSettled({ settled = [], customers, planOn, settings }: PlanInput, list: DayList): void {
  if (settled.length === 0) return;
  const ids = new Set(settled.map(({ customerId }) => customerId));
  const byId = new Map(customers.filter(({ id }) => ids.has(id)).map((one) => [one.id, one]));
  for (const item of settled) {
    const customer = byId.get(item.customerId);
    list.settle(
      item,
      customer ? tierOn(customer, planOn, settings) : 'C',
      customer && stepOf(item, customer),
    );
  }
}

/** Up to their share of the day in time, the rest as overload; after a leave only up to `most`. */
function takeObligations(fit: readonly Scored[], list: DayList, share: number, most: number) {
  const taken: Scored[] = [];
  const postponed: Scored[] = [];
  const overload = new Set<Scored>();
  let deciMinutes = list.used('obligation');
  for (const candidate of fit.filter(({ kind }) => isObligation(kind)).sort(byDueFirst)) {
    if (deciMinutes + candidate.deciMinutes > most) {
      postponed.push(candidate);
      continue;
    }
    deciMinutes += candidate.deciMinutes;
    taken.push(candidate);
    const isOver =
      overload.size > 0 || list.used('obligation') + candidate.deciMinutes > share * list.deciMinutes;
    if (isOver) overload.add(candidate);
    list.force(candidate, !isOver);
  }
  return { taken, postponed, overload, deciMinutes };
}

/** Minutes a lane may hold at the moment; lane N and what is left for A and BC come off the day in this order. */
function limits(
  list: DayList,
  leftAfterLeave: number,
  settings: PlanInput['settings'],
): (lane: Lane) => number {
  const inNew = () => Math.min(settings['day.newShare'] * list.deciMinutes, leftAfterLeave);
  const left = () =>
    Math.max(0, Math.min(list.deciMinutes - list.used('obligation'), leftAfterLeave) - list.used('new'));
  return (lane) => {
    if (lane === 'new') return inNew();
    if (lane === 'rest') return Math.max(0, left() - list.used('tierA'));
    return Math.min(settings['day.tierAShare'] * left(), left() - list.used('rest'));
  };
}
