/** The report of a week, from the rows of the file (C02, D14, D15, D21). */
import { expect, test } from 'vitest';
import { createRep, today, type Rep } from './rep.ts';

const dayMs = 86_400_000;
const ago = (rep: Rep, days: number) => new Date(rep.clock.now() - days * dayMs).toISOString();
const add = (rep: Rep, name: string, fields: object = {}) =>
  rep.customer.create({ fields: { name, tier: 'A', addedOn: '2025-01-01', ...fields } }).customerId;
const order = (rep: Rep, customerId: string, orderedOn: string) =>
  rep.context.pulled('customer_order', {
    scopeId: rep.context.bookId,
    customerId,
    product: '护理',
    quantity: 1,
    paidFen: 10_000,
    marginFen: 0,
    orderedOn,
  });
const chat = (rep: Rep, customerId: string, happenedAt: string, replied = false) =>
  rep.touch.log(customerId, { kind: 'chat', touchClass: 'care', body: '', replied, happenedAt });

test('[C02] what somebody says it took counts in place of what was planned', () => {
  const rep = createRep();
  add(rep, '王一');
  rep.plan.start();
  const gap = rep.plan.today().items.find(({ kind }) => kind === 'GAP')!;
  rep.plan.done(gap.id, { kind: 'call', body: '', replied: true, minutes: gap.minutes + 17 });
  expect(rep.plan.week().tiers.find(({ tier }) => tier === 'A')!.spent).toBe(gap.minutes + 17);
});

test('what was done from the list counts its minutes, and what was answered its answer', () => {
  const rep = createRep();
  add(rep, '王一');
  add(rep, '李二', { tier: 'C' });
  rep.plan.start();
  rep.clock.pass(60_000);
  const { items } = rep.plan.today();
  const gap = items.find(({ kind, tier }) => kind === 'GAP' && tier === 'A')!;
  rep.plan.done(gap.id, { kind: 'chat', body: '聊了孩子', replied: true });

  const report = rep.plan.week();
  expect(report).toMatchObject({ weekOn: '2026-03-09', isCurrent: true, goalOfA: 0.8, spentShareOfA: 1 });
  expect(report.tiers.find(({ tier }) => tier === 'A')!.spent).toBe(gap.minutes);
  expect(report.tiers.find(({ tier }) => tier === 'C')).toMatchObject({ spent: 0 });
  expect(report.reach.kind).toEqual([{ key: 'chat', touches: 1, replies: 1 }]);
  expect(report.reach.hour).toEqual([{ key: '9', touches: 1, replies: 1 }]);
  rep.plan.undo(gap.id);
  expect(rep.plan.week().reach.kind).toEqual([]);
});

test('another week is asked for by any of its days; one that has not begun is this one', () => {
  const rep = createRep();
  const id = add(rep, '王一');
  chat(rep, id, ago(rep, 7), true);
  rep.promise.create(id, { body: '发清单', dueAt: ago(rep, 6) });
  expect(rep.plan.week().reach.kind).toEqual([]);
  expect(rep.plan.week('2026-03-08')).toMatchObject({
    weekOn: '2026-03-02',
    isCurrent: false,
    reach: { kind: [{ key: 'chat', touches: 1, replies: 1 }] },
    promises: { overdue: 1, rate: 0 },
  });
  expect(rep.plan.week('2027-01-01')).toMatchObject({ weekOn: '2026-03-09', isCurrent: true });
});

test('[D21] buyers nobody was in touch with for 60 days are named, those who bought most in front', () => {
  const rep = createRep();
  const once = add(rep, '买过一次');
  order(rep, once, '2025-06-01');
  const often = add(rep, '买过两次');
  order(rep, often, '2025-05-01');
  order(rep, often, '2025-09-01');
  chat(rep, often, ago(rep, 61));
  rep.touch.log(often, {
    kind: 'like',
    touchClass: 'care',
    body: '',
    replied: null,
    happenedAt: ago(rep, 2),
  });
  const talked = add(rep, '聊过');
  order(rep, talked, '2025-05-01');
  chat(rep, talked, ago(rep, 59));
  order(rep, add(rep, '刚买'), today);
  order(rep, add(rep, '勿扰', { status: 'do_not_contact' }), '2025-05-01');
  order(rep, add(rep, '法务', { isLegalHold: true }), '2025-05-01');
  add(rep, '没买过');

  const { quietBuyers, quietDays } = rep.plan.week();
  expect(quietDays).toBe(60);
  expect(quietBuyers.all).toBe(2);
  expect(quietBuyers.first).toMatchObject([
    { name: '买过两次', orders: 2, lastOrderOn: '2025-09-01', lastTouchAt: ago(rep, 61) },
    { name: '买过一次', orders: 1, lastOrderOn: '2025-06-01', lastTouchAt: null },
  ]);
});

test('[R2] a book that asks for more than the days have is in the report, and told on the first day of the week', () => {
  const rep = createRep();
  add(rep, '王一');
  rep.context.pulled('setting', { scopeId: rep.context.companyScopeId, key: 'day.minutes', value: 133 });
  expect(rep.plan.week().bookLoad).toMatchObject({ needed: expect.closeTo(1, 1), available: 0, fits: 0 });
  // A Tuesday.
  expect(rep.plan.today().bookLoad).toBeNull();
  rep.clock.set('2026-03-16T01:00:00.000Z');
  expect(rep.plan.today().bookLoad).toMatchObject({ customers: 1, fits: 0 });
});
