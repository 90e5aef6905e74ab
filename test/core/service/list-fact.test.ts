/** What the further columns of the list show, and the orders by them. */
import { expect, test } from 'vitest';
import type { CustomerSort } from '#shared/domain/list-view.ts';
import { portraitOfCard } from '#renderer/features/customers/card/portrait.ts';
import { createRep, type Rep } from './rep.ts';

const byName: CustomerSort = { by: 'name', direction: 'asc' };
const names = (rep: Rep, by: CustomerSort['by'], direction: 'asc' | 'desc') =>
  rep.customer.list({}, { by, direction }).lines.map((line) => line.name);

test('last order, open promises, next day of the year, household and portrait, as the card has them', () => {
  const rep = createRep();
  const create = (name: string, fields: object = {}) =>
    rep.customer.create({ fields: { name, ...fields }, phone: '13800001234' }).customerId;
  const wang = create('王芳', { city: '苏州', birthdayOn: '1985-03-12', gender: 'female' });
  const li = create('李雷', { birthdayOn: '1980-03-05' });
  create('张伟');
  expect(rep.customer.list({}, byName).lines[0]!.facts).toBeUndefined();
  const factsOf = (id: string) =>
    rep.customer.list({}, byName, [], true).lines.find((line) => line.id === id)!.facts!;
  // From here on they are kept, and follow what is written.
  expect(factsOf(wang)).toMatchObject({
    lastOrderOn: null,
    openPromises: 0,
    keyDate: { kind: 'birthday', label: '', on: '2026-03-12' },
    household: 0,
    tierWhy: null,
  });
  expect(factsOf(li).keyDate!.on).toBe('2027-03-05');
  rep.promise.create(wang, { body: '发资料', dueAt: '2026-03-12T00:00:00.000Z' });
  rep.order.create(wang, {
    product: '护理',
    quantity: 1,
    paidFen: 100,
    marginFen: 0,
    orderedOn: '2026-02-03',
  });
  rep.keyDate.create(wang, {
    kind: 'other',
    label: '女儿生日',
    calendar: 'solar',
    month: 3,
    day: 11,
    isLeapMonth: false,
    year: null,
  });
  rep.household.link(wang, li, '先生');
  rep.need.create(wang, '怕痛');
  expect(factsOf(wang)).toEqual({
    lastOrderOn: '2026-02-03',
    openPromises: 1,
    keyDate: { kind: 'other', label: '女儿生日', on: '2026-03-11' },
    household: 1,
    portrait: portraitOfCard(rep.customer.get(wang)).percent,
    tierWhy: null,
  });
  expect(factsOf(li)).toMatchObject({
    household: 1,
    portrait: portraitOfCard(rep.customer.get(li)).percent,
  });
  expect(names(rep, 'openPromises', 'desc')).toEqual(['王芳', '李雷', '张伟']);
  expect(names(rep, 'keyDateOn', 'asc')).toEqual(['王芳', '李雷', '张伟']);
  expect(names(rep, 'portrait', 'desc')[0]).toBe('王芳');
  rep.customer.delete(li);
  expect(factsOf(wang).household).toBe(0);
});

test('why the tier: what the person wrote or that the rule did it, gone with an undo or another change', () => {
  const rep = createRep();
  const { customerId } = rep.customer.create({ fields: { name: '王芳', tier: 'C' } });
  const why = () => rep.customer.list({}, byName, [], true).lines[0]!.facts!.tierWhy;
  expect(why()).toBeNull();
  rep.customer.patch(customerId, { tier: 'A' }, '准备开第二家店');
  expect(why()).toMatchObject({ on: '2026-03-10', byRule: false, reason: '准备开第二家店' });
  rep.customer.undoChange(customerId, 'tier');
  expect(why()).toBeNull();
  const change = { scopeId: rep.context.bookId, customerId, field: 'tier', signs: [] } as const;
  const byRule = {
    ...change,
    fromValue: 'A',
    toValue: 'C',
    reason: '',
    happenedAt: '2026-03-09T22:00:00.000Z',
  };
  rep.context.pulled('card_change', { ...byRule, createdBy: null });
  expect(why()).toEqual({ on: '2026-03-10', byRule: true, byName: null, reason: '' });
  const author = rep.context.identity.personId;
  rep.context.pulled('card_change', {
    ...byRule,
    toValue: 'B',
    reason: '与别的不符',
    happenedAt: '2026-03-10T00:00:00.000Z',
    createdBy: author,
  });
  // What came last is not what they have now.
  expect(why()).toBeNull();
});
