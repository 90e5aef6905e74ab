/** How the day went, and what the next day at work would hold from what is known now (rules.md R11). */
import type { DayResult } from '#shared/contract/plan.ts';
import { addDays, startOfDate } from '#shared/domain/calendar.ts';
import type { PlanItem } from '#shared/domain/entity/user.ts';
import { executionIndex, executionOf, isExcused, steadinessOf, weightOf } from '#shared/domain/execution.ts';
import { planSteps } from '#shared/domain/plan/build.ts';
import { daysOffOf } from '#shared/domain/plan/facts/days-off.ts';
import { isSopStep } from '#shared/domain/plan/kind.ts';
import { fidelityOf, meanFidelity } from '#shared/domain/plan/sop/fidelity.ts';
import { sopBankOf } from '#shared/domain/plan/sop/bank.ts';
import { stepOfSubject } from '#shared/domain/plan/subject.ts';
import { afterDaysAtWork } from '#shared/domain/workday.ts';
import type { Steps } from '#shared/lib/steps.ts';
import type { CoreContext } from '../core-context.ts';
import { inSlices } from '../in-slices.ts';
import { loadSettings, loadSops } from '../db/repository/company-data.ts';
import { planInputSteps } from '../db/repository/plan-input.ts';
import { loadItemCustomers } from '../db/repository/plan.ts';
import { listLeaves } from '../db/repository/time-off.ts';
import {
  loadItemTouches,
  loadQuality,
  loadRatedItems,
  type RatedItem,
} from '../db/repository/plan-result.ts';

/** So many calendar days hold a working day, with rest and leave between them. */
const daysPerWorkday = 2;
const morningMs = 9 * 3_600_000;

export async function dayResultOf(
  { db, identity, userScopeId }: CoreContext,
  { planOn, items, bookIds }: { planOn: string; items: readonly PlanItem[]; bookIds: readonly string[] },
): Promise<DayResult> {
  const off = daysOffOf(listLeaves(db, planOn));
  const settings = loadSettings(db);
  const steadyDays = settings['execution.steadyDays'];
  const nextOn = afterDaysAtWork(planOn, 1, off, settings);
  const next = await inSlices(nextSteps(db, nextOn, bookIds));
  const perDay = new Map<string, RatedItem[]>();
  for (const item of loadRatedItems(db, userScopeId, addDays(planOn, -steadyDays * daysPerWorkday), planOn)) {
    if (item.displacedAt && item.status !== 'done') continue;
    perDay.set(item.planOn, [...(perDay.get(item.planOn) ?? []), item]);
  }
  const rateOf = (rated: readonly RatedItem[]) =>
    executionOf(rated.map((item) => ({ ...item, weight: weightOf(item) })));
  const today = rateOf(perDay.get(planOn) ?? []);
  const rates = [...perDay.values()].slice(-steadyDays).flatMap((rated) => rateOf(rated).doneRate ?? []);
  const { quality, scored } = loadQuality(db, identity.personId, startOfDate(planOn));
  const steps = stepFidelities({ db }, items);
  const parts = {
    doneRate: today.doneRate,
    quality,
    fidelity: meanFidelity(steps),
    steadiness: steadinessOf(rates),
  };
  return {
    planned: today.planned,
    done: today.done + today.late,
    late: today.late,
    skipped: today.skipped,
    excused: today.excused,
    moved: items.filter(({ status }) => status === 'later').length,
    displaced: items.filter((item) => isOut(item) && !item.offCode).length,
    takenOff: items.filter((item) => isOut(item) && item.offCode).length,
    open: today.open,
    ...parts,
    scored,
    steps: steps.length,
    days: rates.length,
    index: executionIndex(parts),
    next,
  };
}

/** It counts neither as done nor as missed. */
const isOut = ({ status, displacedAt }: PlanItem): boolean => displacedAt !== null && status !== 'done';

/** Steps that were on the list and not excused. */
function stepFidelities({ db }: Pick<CoreContext, 'db'>, items: readonly PlanItem[]): number[] {
  const settings = loadSettings(db);
  const bank = sopBankOf(loadSops(db), settings);
  const asked = items.filter(
    ({ kind, status, skipReason, displacedAt }) =>
      isSopStep(kind) &&
      !(status === 'skipped' && isExcused(skipReason)) &&
      (!displacedAt || status === 'done'),
  );
  const customers = loadItemCustomers(db, [...new Set(asked.map(({ customerId }) => customerId))]);
  const touches = loadItemTouches(
    db,
    asked.map(({ id }) => id),
  );
  return asked.flatMap(({ id, customerId, subject, status, statusAt }) => {
    const { code, number, ...named } = stepOfSubject(subject);
    const startedOn = named.startedOn ?? customers.get(customerId)?.addedOn;
    const step = startedOn && bank.find(code, startedOn)?.steps[number];
    if (!step) return [];
    const touch = touches.get(id);
    const done = {
      doneAt: status === 'done' ? statusAt : null,
      touchClass: touch?.touchClass ?? null,
      hasEvidence: touch?.hasEvidence ?? false,
    };
    return fidelityOf(step, addDays(startedOn, step.offsetDays), done, settings);
  });
}

/** The same engine, run for the morning of a later day. */
function* nextSteps(db: CoreContext['db'], on: string, bookIds: readonly string[]): Steps<DayResult['next']> {
  const now = Date.parse(startOfDate(on)) + morningMs;
  const input = yield* planInputSteps(db, { bookIds, planOn: on, now });
  const { items, availableMinutes } = yield* planSteps(input);
  // Names to look through and batched likes are no customer cards (rules.md R7.5).
  const cards = items.filter(({ kind }) => kind !== 'PATROL' && kind !== 'LIKE');
  return {
    on,
    customers: new Set(cards.map(({ customerId }) => customerId)).size,
    minutes: items.reduce((sum, { deciMinutes }) => sum + deciMinutes, 0) / 10,
    available: availableMinutes,
  };
}
