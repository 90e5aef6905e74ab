/** Brings the stored list of a day up to what the book says now. */
import type { PlanView } from '#shared/contract/plan.ts';
import type { Plan, PlanItem, PlanItemKind } from '#shared/domain/entity/user.ts';
import { planSteps, type BuiltPlan } from '#shared/domain/plan/build.ts';
import { checkInOfferOf, type CheckInOffer } from '#shared/domain/plan/check-in.ts';
import { offCodeOf, type HiddenCode } from '#shared/domain/plan/hidden.ts';
import { keyOfItem, type HiddenCandidate } from '#shared/domain/plan/hiding.ts';
import type { PlanInput } from '#shared/domain/plan/input.ts';
import { planIdOf } from '#shared/domain/plan/plan-id.ts';
import { afterDaysAtWork } from '#shared/domain/workday.ts';
import { instantOf } from '#shared/lib/clock.ts';
import type { Steps } from '#shared/lib/steps.ts';
import type { CoreContext } from '../core-context.ts';
import { planInputSteps } from '../db/repository/plan-input.ts';
import { loadMomentsSince } from '../db/repository/plan-result.ts';
import { findPlan, listPlanItems } from '../db/repository/plan.ts';
import { insertionWrites, isAtStake } from './plan-insert.ts';
import { settledChanges, type SettledChange } from './plan-settle.ts';
import { itemPatch, itemWrites, planInsert, planOpened, withWrites } from './plan-store.ts';

const maxWrites = 2_000;

export interface RebuiltDay {
  hidden: ReadonlyMap<string, HiddenCode>;
  /** Put together when they are asked for: a big book has tens of thousands. */
  candidates(kinds?: readonly PlanItemKind[]): HiddenCandidate[];
  expiredMoments: number;
  /** Today's, also where the plan was stored before a meeting was entered. */
  availableMinutes: number;
  customers: number;
  leave: Pick<PlanView['leave'], 'backOn' | 'isReturning' | 'postponed'>;
  /** By customer with a check-in on the list: whether an offer may go with it. */
  checkIns: ReadonlyMap<string, CheckInOffer>;
  /** Plan and items as they would be, while nothing may be stored. */
  unstored: { plan: Plan; items: PlanItem[] } | undefined;
}

/** A list as the rows of one moment make it, not stored yet. */
export interface FreshDay {
  planOn: string;
  id: string;
  plan: Plan | undefined;
  stored: PlanItem[];
  input: PlanInput;
  built: BuiltPlan;
  /** Posts since the start, each with its customer. */
  posted: ReadonlyMap<string, string>;
  /** What was done elsewhere, and what is taken off or comes back. */
  changes: SettledChange[];
}

/** From the rows to the list. */
export function* freshSteps(
  { db, clock, identity }: CoreContext,
  planOn: string,
  bookIds: readonly string[],
): Steps<FreshDay> {
  const id = planIdOf(identity.personId, planOn);
  const input = yield* planInputSteps(db, { bookIds, planOn, now: clock.now() });
  const plan = findPlan(db, id);
  const stored = listPlanItems(db, id);
  const changes = changesOf(db, plan, stored, input, instantOf(clock));
  const live = withChanges(stored, changes).filter(({ deletedAt }) => deletedAt === null);
  yield;
  const posted = plan?.startedAt ? loadMomentsSince(db, plan.startedAt) : new Map<string, string>();
  // On a started list everything has its place; the minutes it takes are counted when something wants to come in.
  const settled = plan?.startedAt
    ? live
        .filter((item) => !isAtStake(item, posted) && !isOff(item))
        .map((item) => ({ ...item, deciMinutes: 0 }))
    : live.filter(({ status }) => status !== 'open');
  const built = yield* planSteps({ ...input, settled });
  return { planOn, id, plan, stored, input, built, posted, changes };
}

/** Before the start what is moot is not built any more; only work on cards that was done or moved to later is kept. */
function changesOf(
  db: CoreContext['db'],
  plan: Plan | undefined,
  stored: readonly PlanItem[],
  input: PlanInput,
  at: string,
): SettledChange[] {
  if (!plan || plan.closedAt) return [];
  const items = plan.startedAt ? stored : stored.filter(({ kind }) => kind === 'CARD_FIX');
  const changes = settledChanges(db, items, input, at);
  return plan.startedAt ? changes : changes.filter(({ fields }) => fields.status === 'done');
}

function withChanges(items: readonly PlanItem[], changes: readonly SettledChange[]): PlanItem[] {
  const fields = new Map(changes.map((change) => [change.id, change.fields]));
  return items.map((item) => ({ ...item, ...fields.get(item.id) }));
}

/** Taken off: why it is not on the list is asked as of anything that never was. */
const isOff = (item: PlanItem): boolean => Boolean(item.offCode) && item.status !== 'done';

/** Stores what has changed. A started plan only takes in what R7.8 lets in. */
export function storeFresh(context: CoreContext, made: FreshDay): RebuiltDay {
  const fresh = storeSettled(context, made);
  const { plan, input, built } = fresh;
  const customers = input.customers.length;
  const own = { customers, leave: leaveOf(fresh), checkIns: checkInsOf(fresh) };
  if (plan?.startedAt) return { ...runningDay(context, { ...fresh, plan }), ...own };
  const unstored = storeDay(context, fresh);
  const { hidden, expiredMoments, availableMinutes } = built;
  return {
    hidden,
    candidates: built.listHidden,
    expiredMoments,
    availableMinutes,
    ...own,
    unstored,
  };
}

/** Away today, or back from a leave whose work is spread (rules.md R7.9). */
function leaveOf({ planOn, input: { day, settings }, built }: FreshDay): RebuiltDay['leave'] {
  return {
    backOn: day.leaveOn.includes(planOn) ? afterDaysAtWork(planOn, 1, day, settings) : null,
    isReturning: day.isReturning,
    postponed: day.isReturning ? built.listHidden().filter(({ code }) => code === 'RETURN_LIMIT').length : 0,
  };
}

function checkInsOf({ stored, built, input }: FreshDay): RebuiltDay['checkIns'] {
  const live = stored.filter(({ deletedAt, displacedAt }) => deletedAt === null && displacedAt === null);
  const listed = [...built.items, ...live];
  const asked = new Set(
    listed.filter(({ kind }) => kind === 'REPURCHASE').map(({ customerId }) => customerId),
  );
  if (asked.size === 0) return new Map();
  const promos = new Set(
    listed
      .filter(({ kind }) => kind === 'PROMO' || kind === 'REFERRAL')
      .filter((item) => !('status' in item) || item.status !== 'skipped')
      .map(({ customerId, kind }) => `${kind} ${customerId}`),
  ).size;
  const customers = input.customers.filter(({ id }) => asked.has(id));
  return new Map(customers.map((one) => [one.id, checkInOfferOf(one, input, promos)]));
}

/** What happened beside the list since it was last looked at. A file that is only read shows it without keeping it. */
function storeSettled({ db, mutator, clock, identity }: CoreContext, fresh: FreshDay): FreshDay {
  const { plan, changes } = fresh;
  if (changes.length === 0 || !plan || plan.closedAt) return fresh;
  const writes = changes.map(({ id, fields }) => itemPatch(id, fields));
  if (mutator.isReadOnly()) {
    const rows = { plan, items: fresh.stored };
    const at = instantOf(clock);
    return { ...fresh, stored: withWrites(rows, writes, { at, author: identity.personId }).items };
  }
  mutator.mutate('plan.settle', writes);
  return { ...fresh, stored: listPlanItems(db, fresh.id) };
}

/** An unstarted list becomes what was built. */
function storeDay(
  { db, mutator, clock, identity, userScopeId: scope }: CoreContext,
  day: FreshDay,
): RebuiltDay['unstored'] {
  const { id, planOn, plan, stored, built } = day;
  const at = instantOf(clock);
  const writes = itemWrites({ id, planOn, scope, at }, stored, built);
  if (!plan) writes.unshift(planInsert({ id, planOn, scope, builtAt: at }, built));
  else if (plan.madeBy === 'server' && !plan.openedAt) writes.unshift(planOpened(id, at));
  if (mutator.isReadOnly())
    return withWrites({ plan, items: stored }, writes, { at, author: identity.personId });
  db.transaction(() => {
    for (let from = 0; from < writes.length; from += maxWrites) {
      mutator.mutate('plan.build', writes.slice(from, from + maxWrites));
    }
  });
  return undefined;
}

function runningDay(
  { db, mutator, clock }: CoreContext,
  day: FreshDay & { plan: Plan },
): Omit<RebuiltDay, 'customers' | 'leave' | 'checkIns'> {
  const { plan, input, built, posted } = day;
  let stored = day.stored;
  const at = instantOf(clock);
  const { writes, held } = insertionWrites({ plan, stored, input, built, newMomentIds: posted, at });
  if (writes.length > 0 && !plan.closedAt && !mutator.isReadOnly()) {
    mutator.mutate('plan.insert', writes);
    stored = listPlanItems(db, plan.id);
  }
  const known = stored.filter(({ deletedAt }) => deletedAt === null);
  const listed = known.filter((item) => !isOff(item));
  const keys = new Set(listed.map(keyOfItem));
  const off = ofPresent(known.filter(isOff), input).map(offLine);
  const offKeys = new Set(off.map(keyOfItem));
  const left = built.items
    .filter((item) => !keys.has(keyOfItem(item)) && !offKeys.has(keyOfItem(item)))
    .map(({ customerId, kind, subject }) => {
      const code: HiddenCode = held.get(keyOfItem({ customerId, kind, subject })) ?? 'DAY_FULL';
      return { customerId, kind, subject, code };
    });
  const hidden = new Map(built.hidden);
  for (const { customerId, code } of left) hidden.set(customerId, code === 'BELOW_LIST' ? 'DAY_FULL' : code);
  for (const { customerId, code } of off) hidden.set(customerId, code);
  for (const { customerId } of listed) hidden.delete(customerId);
  const isTold = (item: HiddenCandidate) => keys.has(keyOfItem(item)) || offKeys.has(keyOfItem(item));
  return {
    hidden,
    candidates: (kinds) => [
      ...built.listHidden(kinds).filter((item) => !isTold(item)),
      ...[...off, ...left].filter(({ kind }) => kinds?.includes(kind) ?? true),
    ],
    expiredMoments: built.expiredMoments,
    availableMinutes: built.availableMinutes,
    unstored: mutator.isReadOnly() && day.changes.length > 0 ? { plan, items: stored } : undefined,
  };
}

/** Whoever left the device is not named any more. */
function ofPresent(items: readonly PlanItem[], { customers }: PlanInput): readonly PlanItem[] {
  if (items.length === 0) return items;
  const ids = new Set(customers.map(({ id }) => id));
  return items.filter(({ customerId }) => ids.has(customerId));
}

function offLine({ customerId, kind, subject, offCode }: PlanItem): HiddenCandidate {
  return { customerId, kind, subject, code: offCodeOf({ offCode }) ?? 'SETTLED' };
}
