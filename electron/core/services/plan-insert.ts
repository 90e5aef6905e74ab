/** What comes onto a started list (rules.md R7.8), and what gives way to it. */
import type { Plan, PlanItem } from '#shared/domain/entity/user.ts';
import { assess } from '#shared/domain/plan/assess.ts';
import type { BuiltPlan } from '#shared/domain/plan/build.ts';
import type { HiddenCode } from '#shared/domain/plan/hidden.ts';
import { keyOfItem } from '#shared/domain/plan/hiding.ts';
import type { PlanInput } from '#shared/domain/plan/input.ts';
import { insertionsOf, isOwnTalk, isUnasked } from '#shared/domain/plan/insertion.ts';
import { planItemIdOf } from '#shared/domain/plan/plan-id.ts';
import type { LocalWrite } from '../local-write.ts';
import { itemInsert, itemPatch, laterOrdinal } from './plan-store.ts';

/**
 * What of a started list is weighed anew: open talks of our own making with customers who posted since. The post and they
 * cannot both have the one conversation of the day.
 */
export function isAtStake(item: PlanItem, posted: ReadonlyMap<string, string>): boolean {
  if (item.status === 'done' || item.status === 'skipped' || item.displacedAt) return false;
  const { customerId } = item;
  return [...posted].some(
    ([momentId, poster]) =>
      poster === customerId && isOwnTalk(item, { customerId, kind: 'MOMENT_COMMENT', momentId }),
  );
}

/** A displaced item keeps its place among what is known, but none of its minutes. */
export function minutesTaken({ status, displacedAt, deciMinutes }: PlanItem): number {
  return displacedAt && status !== 'done' ? 0 : deciMinutes;
}

export interface RunningPlan {
  plan: Plan;
  /** All stored items, deleted ones too. */
  stored: readonly PlanItem[];
  input: PlanInput;
  /** Built with the list settled at no minutes, but for what is at stake: what the caps of the day leave room for. */
  built: Pick<BuiltPlan, 'items' | 'availableMinutes'>;
  /** Posts seen since the start; an older one had its chance when the list was made. */
  newMomentIds: Pick<ReadonlySet<string>, 'has'>;
  at: string;
}

export function insertionWrites({ plan, stored, input, built, newMomentIds, at }: RunningPlan): {
  writes: LocalWrite[];
  /** Why the others stay out, by {@link keyOfItem}. */
  held: Map<string, HiddenCode>;
} {
  const live = stored.filter(({ deletedAt }) => deletedAt === null);
  const listed = new Set(live.map(keyOfItem));
  const wanted = new Map(
    built.items
      .filter((item) => !listed.has(keyOfItem(item)))
      .filter(({ kind, subject }) => !isUnasked(kind) || newMomentIds.has(subject))
      .map((item) => [keyOfItem(item), item]),
  );
  const ids = new Set([...wanted.values()].map(({ customerId }) => customerId));
  const customers = input.customers.filter(({ id }) => ids.has(id));
  const fresh = assess({ ...input, customers }).fit.filter((candidate) =>
    wanted.has(keyOfItem({ ...candidate, customerId: candidate.customer.id })),
  );
  const unfinished = live.filter(
    ({ status, displacedAt }) => (status === 'open' || status === 'later') && !displacedAt,
  );
  const { inserted, displaced, held } = insertionsOf(
    {
      now: input.now,
      unfinished,
      spareDeciMinutes: built.availableMinutes * 10 - live.reduce((sum, item) => sum + minutesTaken(item), 0),
      unaskedInserts: live.filter(({ insertedAt, kind }) => insertedAt && isUnasked(kind)).length,
      socialInHour: input.day.socialInHour,
    },
    fresh,
    input.settings,
  );
  const known = new Map(stored.map((item) => [item.id, item]));
  const places = live.map(({ ordinal }) => ordinal).filter((ordinal) => ordinal < laterOrdinal);
  let ordinal = Math.max(-1, ...places);
  const writes = inserted.map((candidate): LocalWrite => {
    const item = wanted.get(keyOfItem({ ...candidate, customerId: candidate.customer.id }))!;
    const id = planItemIdOf(plan.id, item.kind, item.customerId, item.subject);
    ordinal++;
    if (known.has(id)) return itemPatch(id, { deletedAt: null, ordinal });
    return itemInsert(id, { id: plan.id, planOn: plan.planOn, scope: plan.scopeId }, item, ordinal, at);
  });
  for (const { id } of displaced) writes.push(itemPatch(id, { displacedAt: at }));
  return {
    writes,
    held: new Map(
      held.map(({ candidate, code }) => [
        keyOfItem({ ...candidate, customerId: candidate.customer.id }),
        code,
      ]),
    ),
  };
}
