/** [R4] Safety of the account: friends added by its age, and what may be offered in a group. */
import { expect, test } from 'vitest';
import { CoreError } from '#core/core-error.ts';
import { createRep, type Rep } from './rep.ts';

const detailOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return error instanceof CoreError ? error.detail : String(error);
  }
  return undefined;
};
const minutes = (count: number) => count * 60_000;
const addMany = (rep: Rep, direction: 'active' | 'passive', count: number) =>
  Array.from({ length: count }, () => rep.account.add(direction, ''));

test('an account nobody has told the age of counts as young; told, it may add more', () => {
  const rep = createRep();
  expect(rep.account.today()).toMatchObject({
    openedOn: null,
    stage: 'young',
    adds: {
      active: { used: 0, most: 5 },
      passive: { used: 0, most: 30 },
      passiveHour: { used: 0, most: 10 },
    },
  });
  rep.account.setOpenedOn('2026-02-01');
  expect(rep.account.today()).toMatchObject({ stage: 'growing', adds: { active: { most: 10 } } });
  rep.account.setOpenedOn('2025-01-01');
  expect(rep.account.today().adds).toMatchObject({
    active: { most: 20 },
    passive: { most: 100 },
    passiveHour: null,
  });
  rep.account.setOpenedOn(null);
  expect(rep.account.today().openedOn).toBeNull();
});

test('the sixth friend of a young account waits until tomorrow, and is added then', () => {
  const rep = createRep();
  for (const { until } of addMany(rep, 'active', 5)) expect(until).toBeNull();
  const midnight = '2026-03-10T16:00:00.000Z';
  const { id, until } = rep.account.add('active', '小陈');
  expect(until).toBe(midnight);
  expect(rep.account.today()).toMatchObject({
    adds: { active: { used: 5 } },
    nextAt: { active: midnight, passive: null },
    waiting: [{ id, who: '小陈', direction: 'active' }],
  });
  expect(detailOf(() => rep.account.addDone(id))).toBe('ADD_LIMIT');
  rep.clock.set(midnight);
  expect(rep.account.today().nextAt.active).toBeNull();
  rep.account.addDone(id);
  expect(rep.account.today()).toMatchObject({ adds: { active: { used: 1 } }, waiting: [] });
  rep.account.addWait(id);
  expect(rep.account.today()).toMatchObject({ adds: { active: { used: 0 } }, waiting: [{ id }] });
});

test('of those who ask, a young account accepts ten in an hour; one taken back makes room', () => {
  const rep = createRep();
  const [first] = addMany(rep, 'passive', 4);
  rep.clock.pass(minutes(20));
  addMany(rep, 'passive', 6);
  expect(rep.account.today()).toMatchObject({
    adds: { passive: { used: 10 }, passiveHour: { used: 10, most: 10 } },
    nextAt: { active: null, passive: '2026-03-10T02:00:00.000Z' },
  });
  rep.account.deleteAdd(first!.id);
  expect(rep.account.today().nextAt.passive).toBeNull();
  rep.account.restoreAdd(first!.id);
  rep.clock.pass(minutes(40));
  expect(rep.account.today()).toMatchObject({
    adds: { passiveHour: { used: 6 } },
    nextAt: { passive: null },
  });
});

test('a new customer who is a friend since today counts, in the same mutation', () => {
  const rep = createRep();
  const { addId } = rep.customer.create({ fields: { name: '小陈' }, add: 'passive' });
  expect(rep.mutations()).toEqual(['customer.create']);
  expect(rep.account.today().adds.passive.used).toBe(1);
  rep.account.deleteAdd(addId!);
  expect(rep.account.today().adds.passive.used).toBe(0);
  expect(rep.customer.create({ fields: { name: '王姐' } }).addId).toBeNull();
});

test('a group: no offer in its first seven days, then one in seven; care is always welcome', () => {
  const rep = createRep();
  const { id: groupId } = rep.account.createGroup({ name: '种植牙交流群', startedOn: '2026-03-08' });
  const group = () => rep.account.today().groups[0]!;
  const offer = () => rep.account.post(groupId, { touchClass: 'promo', body: '周年活动' });
  expect(group().refusal).toEqual({ code: 'GROUP_NEW', until: '2026-03-14T16:00:00.000Z' });
  expect(detailOf(offer)).toBe('GROUP_NEW');
  rep.account.post(groupId, { touchClass: 'care', body: '护牙小知识' });
  rep.account.patchGroup(groupId, { name: '种植牙交流群', startedOn: '2026-03-01' });
  expect(group()).toMatchObject({ refusal: null, promos: 0, others: 1 });
  const { id } = offer();
  expect(group()).toMatchObject({
    refusal: { code: 'GROUP_PROMO', until: '2026-03-17T01:00:00.000Z' },
    promos: 1,
  });
  expect(detailOf(offer)).toBe('GROUP_PROMO');
  rep.account.deletePost(id);
  expect(group()).toMatchObject({ refusal: null, promos: 0 });
  rep.account.deleteGroup(groupId);
  expect(rep.account.today().groups).toEqual([]);
  rep.account.restoreGroup(groupId);
  expect(group().others).toBe(1);
});
