import { expect, test } from 'vitest';
import { CoreError } from '#core/core-error.ts';
import { createRep } from './rep.ts';

const setUp = () => {
  const rep = createRep();
  const { customerId } = rep.customer.create({ fields: { name: '孙姐' } });
  return { rep, customerId, card: () => rep.customer.get(customerId) };
};

test('[C13] a need is open until something answers it; answered ones come last', () => {
  const { rep, customerId, card } = setUp();
  const { id } = rep.need.create(customerId, '怕戴牙套影响工作');
  rep.clock.pass(1_000);
  rep.need.create(customerId, '想分期');
  expect(card().needs).toMatchObject([
    { body: '怕戴牙套影响工作', status: 'open', pending: true },
    { body: '想分期', status: 'open' },
  ]);
  rep.need.setStatus(id, 'answered');
  expect(card().needs).toMatchObject([
    { body: '想分期' },
    { status: 'answered', answeredAt: '2026-03-10T01:00:01.000Z' },
  ]);
  rep.need.setStatus(id, 'open');
  expect(card().needs[0]).toMatchObject({ id, status: 'open', answeredAt: null });
});

test('what changes nothing of a need queues nothing', () => {
  const { rep, customerId } = setUp();
  const { id } = rep.need.create(customerId, '想分期');
  const before = rep.mutations();
  rep.need.patch(id, '想分期');
  rep.need.setStatus(id, 'open');
  rep.need.restore(id);
  expect(rep.mutations()).toEqual(before);
});

test('[C10] sightings make an interest; taking it away and putting it back keeps each of them', () => {
  const { rep, customerId, card } = setUp();
  rep.interest.see(customerId, { topic: '露营', kind: 'hobby', seenAt: '2025-12-10T01:00:00.000Z' });
  rep.interest.see(customerId, { topic: ' 露营', kind: 'travel' });
  expect(card().interests).toMatchObject([
    { topic: '露营', kind: 'travel', sightings: 2, strength: 1.5, level: 'strong', pending: true },
  ]);
  const { ids } = rep.interest.remove(customerId, '露营');
  expect(ids).toHaveLength(2);
  expect(card().interests).toEqual([]);
  rep.interest.restore(ids);
  expect(card().interests[0]).toMatchObject({ sightings: 2, conflictId: null });
  // A colleague took one of them away at the same time.
  const author = rep.context.identity.personId;
  const conflictId = rep.context.pulled('conflict', {
    scopeId: rep.context.bookId,
    entity: 'interest',
    rowId: ids[1]!,
    customerId,
    field: 'deletedAt',
    keptValue: null,
    keptBy: author,
    keptAt: '2026-03-10T01:00:00.000Z',
    lateValue: '2026-03-10T01:00:00.000Z',
    lateBy: author,
    lateAt: '2026-03-10T01:00:00.000Z',
    status: 'open',
  });
  expect(card().interests).toMatchObject([{ topic: '露营', conflictId }]);
});

test('people around a customer: only what changed is written', () => {
  const { rep, customerId, card } = setUp();
  const relation = { role: '女儿', name: '小雨', remark: '学钢琴' };
  const { id } = rep.relation.create(customerId, relation);
  rep.relation.patch(id, { ...relation, remark: '钢琴八级' });
  const [last] = rep.context.db.raw<{ writes: { fields: object }[] }>(
    `SELECT writes FROM outbox ORDER BY seq DESC LIMIT 1`,
  );
  expect(last!.writes[0]!.fields).toEqual({ remark: '钢琴八级' });
  expect(card().relations).toMatchObject([{ role: '女儿', name: '小雨', remark: '钢琴八级' }]);
  rep.relation.delete(id);
  expect(card().relations).toEqual([]);
  rep.relation.restore(id);
  expect(card().relations).toHaveLength(1);
});

test('nothing is made for a customer who is not on the device', () => {
  const { rep } = setUp();
  const nobody = '01900000-0000-7000-8000-000000000099';
  expect(() => rep.need.create(nobody, 'x')).toThrow(CoreError);
  expect(() => rep.interest.remove(nobody, 'x')).toThrow(CoreError);
  expect(() => rep.relation.create(nobody, { role: 'x', name: '', remark: '' })).toThrow(CoreError);
});
