import { expect, test } from 'vitest';
import { itemWrites } from '#core/services/plan-store.ts';
import type { PlanItem } from '#shared/domain/entity/user.ts';
import type { BuiltPlan } from '#shared/domain/plan/build.ts';
import { planItemIdOf } from '#shared/domain/plan/plan-id.ts';

const plan = {
  id: '01900000-0000-8000-8000-000000000001',
  planOn: '2026-01-05',
  scope: '01900000-0000-7000-8000-000000000002',
  at: '2026-01-05T01:00:00.000Z',
};
const nameOf = (place: number) => `01900000-0000-7000-8000-00000000001${place}`;
const idOf = (place: number) => planItemIdOf(plan.id, 'PATROL', nameOf(place), '');

const stored = (place: number, over: Partial<PlanItem> = {}) =>
  ({ id: idOf(place), ordinal: place, status: 'open', deletedAt: null, ...over }) as PlanItem;
const built = (...places: number[]) =>
  ({
    items: places.map((place) => ({ kind: 'PATROL', customerId: nameOf(place), subject: '' })),
  }) as unknown as BuiltPlan;

test('[R7.8] what was done keeps its place, and what comes after it keeps its own', () => {
  const items = [stored(0, { status: 'done' }), stored(1), stored(2)];
  expect(itemWrites(plan, items, built(1, 2))).toEqual([]);
});

test('the others go around it when they change places', () => {
  const items = [stored(0), stored(1, { status: 'skipped' }), stored(2)];
  expect(itemWrites(plan, items, built(2, 0))).toEqual([
    { op: 'patch', entity: 'plan_item', id: idOf(2), fields: { ordinal: 0 } },
    { op: 'patch', entity: 'plan_item', id: idOf(0), fields: { ordinal: 2 } },
  ]);
});
