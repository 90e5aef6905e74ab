/** Keeps the stored plan of a day equal to the built one, with as few writes as that takes. */
import type { Plan, PlanItem } from '#shared/domain/entity/user.ts';
import type { PersonId } from '#shared/domain/id.ts';
import type { BuiltPlan } from '#shared/domain/plan/build.ts';
import { planFields, planItemFields } from '#shared/domain/plan/plan-fields.ts';
import { planItemIdOf } from '#shared/domain/plan/plan-id.ts';
import type { LocalWrite } from '../local-write.ts';

/** Items moved to later stand behind every other ordinal. */
export const laterOrdinal = 10_000;

export function planInsert(
  plan: { id: string; planOn: string; scope: string; builtAt: string },
  built: Pick<BuiltPlan, 'availableMinutes' | 'listHash'>,
): LocalWrite {
  return {
    op: 'insert',
    entity: 'plan',
    id: plan.id,
    scope: plan.scope,
    fields: planFields(plan, built),
  };
}

/**
 * The writes that turn the open items of `stored` into those of `built`: new ones are inserted or restored, vanished
 * ones deleted, moved ones get their place. What has been done, skipped or moved to later is never touched: it keeps its
 * place, and the others go around it, so that nothing changes places with what was just done.
 */
export function itemWrites(
  plan: { id: string; planOn: string; scope: string; at: string },
  stored: readonly PlanItem[],
  built: Pick<BuiltPlan, 'items'>,
): LocalWrite[] {
  const byId = new Map(stored.map((item) => [item.id, item]));
  const wanted = new Set<string>();
  const isSettled = ({ status, deletedAt }: PlanItem) => status !== 'open' && deletedAt === null;
  const taken = new Set(stored.filter(isSettled).map(({ ordinal }) => ordinal));
  const writes: LocalWrite[] = [];
  let ordinal = -1;
  for (const item of built.items) {
    const id = planItemIdOf(plan.id, item.kind, item.customerId, item.subject);
    wanted.add(id);
    const present = byId.get(id);
    if (present && isSettled(present)) continue;
    do ordinal++;
    while (taken.has(ordinal));
    if (!present) {
      writes.push(itemInsert(id, plan, item, ordinal));
    } else if (present.deletedAt !== null) {
      writes.push(itemPatch(id, { deletedAt: null, ordinal }));
    } else if (present.ordinal !== ordinal) {
      writes.push(itemPatch(id, { ordinal }));
    }
  }
  for (const { id, status, deletedAt } of stored) {
    if (status === 'open' && deletedAt === null && !wanted.has(id)) {
      writes.push(itemPatch(id, { deletedAt: plan.at }));
    }
  }
  return writes;
}

/** That the rep has seen the list the server made (the one a device makes is made because somebody looks). */
export function planOpened(id: string, at: string): LocalWrite {
  return { op: 'patch', entity: 'plan', id, fields: { openedAt: at } };
}

/** Plan and items as the writes would leave them, without storing anything. */
export function withWrites(
  stored: { plan: Plan | undefined; items: readonly PlanItem[] },
  writes: readonly LocalWrite[],
  { at, author }: { at: string; author: PersonId },
): { plan: Plan; items: PlanItem[] } {
  const rows = new Map<string, object>(stored.items.map((item) => [item.id, item]));
  let plan = stored.plan;
  for (const { id, fields, ...write } of writes) {
    if (write.op === 'patch') {
      if (plan?.id === id) plan = { ...plan, ...fields };
      else rows.set(id, { ...rows.get(id), ...fields });
      continue;
    }
    const row = {
      id,
      scopeId: write.scope,
      version: 0,
      createdAt: at,
      createdBy: author,
      deletedAt: null,
      late: false,
      ...fields,
    };
    if (write.entity === 'plan') plan = row as unknown as Plan;
    else rows.set(id, row);
  }
  const items = [...rows.values()] as PlanItem[];
  return { plan: plan!, items: items.toSorted((a, b) => a.ordinal - b.ordinal || (a.id < b.id ? -1 : 1)) };
}

export type ItemChange = Partial<
  Pick<PlanItem, 'ordinal' | 'status' | 'statusAt' | 'skipReason' | 'displacedAt' | 'offCode' | 'deletedAt'>
>;

export function itemPatch(id: string, fields: ItemChange): LocalWrite {
  return { op: 'patch', entity: 'plan_item', id, fields };
}

/** @param insertedAt when it came onto a started list */
export function itemInsert(
  id: string,
  plan: { id: string; planOn: string; scope: string },
  item: BuiltPlan['items'][number],
  ordinal: number,
  insertedAt: string | null = null,
): LocalWrite {
  return {
    op: 'insert',
    entity: 'plan_item',
    id,
    scope: plan.scope,
    fields: planItemFields(plan, item, ordinal, insertedAt),
  };
}
