/** The SOPs of one customer: begun by hand, left with a reason, and back (rules.md R8). */
import { describe, expect, test } from 'vitest';
import { addDays } from '#shared/domain/calendar.ts';
import type { SopStep } from '#shared/domain/entity/company.ts';
import { createRep, today, type Rep } from './rep.ts';

const dayMs = 86_400_000;
const step = (offsetDays: number): SopStep => ({
  offsetDays,
  title: `第${offsetDays}天`,
  body: '{称呼}，你好',
  touchClass: 'care',
  hard: false,
  minutes: 4,
});

function publish(rep: Rep, code: string, fields: object = {}): void {
  const sop = { name: code, purpose: 'care', edition: 1, startsBy: 'hand', fromOn: null, leadDays: null };
  const whom = { startsFor: null };
  rep.context.pulled('sop', {
    scopeId: rep.context.companyScopeId,
    code,
    steps: [step(0), step(3)],
    retiredAt: null,
    ...sop,
    ...whom,
    ...fields,
  });
}

function customer(rep: Rep): string {
  const id = rep.customer.create({ fields: { name: '赵一' } }).customerId;
  rep.context.db.raw(`UPDATE customer SET tier = 'C', added_on = ? WHERE id = ?`, addDays(today, -90), id);
  return id;
}

const codes = (rep: Rep, id: string) => rep.sopEnrolment.ofCustomer(id).running.map(({ code }) => code);
const onList = (rep: Rep, id: string) =>
  rep.plan.today().items.filter(({ customerId, kind }) => customerId === id && kind.startsWith('SOP'));

describe('[R8] SOPs of a customer', () => {
  test('begun by hand: it is on the card, its first step on the list with its words, and no option any more', () => {
    const rep = createRep();
    publish(rep, 'CHECK');
    const customerId = customer(rep);
    expect(rep.sopEnrolment.ofCustomer(customerId).options.map(({ code }) => code)).toEqual(['CHECK']);
    const { startedOn } = rep.sopEnrolment.enrol(customerId, 'CHECK');
    expect(startedOn).toBe(today);
    const { running, options } = rep.sopEnrolment.ofCustomer(customerId);
    expect(running).toMatchObject([
      {
        code: 'CHECK',
        trigger: 'hand',
        edition: 1,
        next: { title: '第0天', dueOn: today },
        done: 0,
        steps: 2,
      },
    ]);
    expect([running[0]!.pending, options]).toEqual([true, []]);
    expect(onList(rep, customerId)).toMatchObject([{ subjectText: '第0天', draft: '赵一，你好' }]);
    expect(() => rep.sopEnrolment.enrol(customerId, 'CHECK')).toThrow('SOP_RUNNING');
  });

  test('left with a reason and back, and the beginning taken back', () => {
    const rep = createRep();
    publish(rep, 'CHECK');
    const customerId = customer(rep);
    const which = { customerId, code: 'CHECK', startedOn: today };
    rep.sopEnrolment.enrol(customerId, 'CHECK');
    rep.sopEnrolment.leave({ ...which, reason: 'refused', note: '说不用' });
    expect(codes(rep, customerId)).toEqual([]);
    const [row] = rep.context.db.raw<{ leftReason: string; leftNote: string }>(`SELECT * FROM sop_enrolment`);
    expect(row).toMatchObject({ leftReason: 'refused', leftNote: '说不用' });
    rep.sopEnrolment.comeBack(which);
    expect(codes(rep, customerId)).toEqual(['CHECK']);
    // Again on the day it was left: one that runs, whatever lies beside it.
    rep.sopEnrolment.leave({ ...which, reason: 'decided', note: '先停' });
    rep.sopEnrolment.enrol(customerId, 'CHECK');
    expect(codes(rep, customerId)).toEqual(['CHECK']);
    rep.sopEnrolment.takeBack(which);
    expect(codes(rep, customerId)).toEqual([]);
  });

  test('one that began by itself is left by a row of its own, and begins anew with the next order', () => {
    const rep = createRep();
    const customerId = customer(rep);
    const order = (orderedOn: string) =>
      rep.order.create(customerId, { product: '检查', quantity: 1, paidFen: 9_900, marginFen: 0, orderedOn });
    order(addDays(today, -1));
    expect(rep.sopEnrolment.ofCustomer(customerId).running).toMatchObject([
      { code: 'AFTERSALE', trigger: 'order', startedOn: addDays(today, -1) },
    ]);
    const which = { customerId, code: 'AFTERSALE', startedOn: addDays(today, -1) };
    rep.sopEnrolment.leave({ ...which, reason: 'goal', note: '' });
    expect(codes(rep, customerId)).toEqual([]);
    order(today);
    expect(codes(rep, customerId)).toEqual(['AFTERSALE']);
    rep.sopEnrolment.comeBack(which);
    expect(rep.sopEnrolment.ofCustomer(customerId).running.map(({ startedOn }) => startedOn)).toEqual([
      today,
    ]);
  });

  test('a retired one takes nobody in; one per purpose, the other says that it waits', () => {
    const rep = createRep();
    publish(rep, 'OLD', { retiredAt: '2026-03-01T00:00:00.000Z' });
    publish(rep, 'CHECK');
    publish(rep, 'VISIT');
    const customerId = customer(rep);
    expect(rep.sopEnrolment.ofCustomer(customerId).options.map(({ code }) => code)).toEqual([
      'CHECK',
      'VISIT',
    ]);
    expect(() => rep.sopEnrolment.enrol(customerId, 'OLD')).toThrow('SOP_RETIRED');
    expect(() => rep.sopEnrolment.enrol(customerId, 'NONE')).toThrow('SOP_RETIRED');
    rep.sopEnrolment.enrol(customerId, 'CHECK');
    rep.sopEnrolment.enrol(customerId, 'VISIT');
    expect(
      rep.sopEnrolment.ofCustomer(customerId).running.map(({ code, isWaiting }) => [code, isWaiting]),
    ).toEqual([
      ['CHECK', false],
      ['VISIT', true],
    ]);
  });

  test('who began before another edition stays on theirs, on the list too; the library shows that of today', () => {
    const rep = createRep();
    publish(rep, 'CHECK');
    const customerId = customer(rep);
    rep.sopEnrolment.enrol(customerId, 'CHECK');
    const next = { edition: 2, fromOn: addDays(today, 1), steps: [{ ...step(0), title: '换了' }, step(3)] };
    publish(rep, 'CHECK', next);
    expect(rep.content.sops().map(({ edition }) => edition)).toEqual([1]);
    rep.clock.pass(dayMs);
    expect(rep.content.sops().map(({ edition }) => edition)).toEqual([2]);
    expect(rep.sopEnrolment.ofCustomer(customerId).running).toMatchObject([
      { edition: 1, next: { title: '第0天' } },
    ]);
    expect(onList(rep, customerId).map(({ subjectText }) => subjectText)).toEqual(['第0天']);
    const other = customer(rep);
    rep.sopEnrolment.enrol(other, 'CHECK');
    expect(rep.sopEnrolment.ofCustomer(other).running).toMatchObject([
      { edition: 2, next: { title: '换了' } },
    ]);
  });
});

test('[C03] a SOP for a saved segment is for who is in it today: on the card and on the list, by the tags of today', () => {
  const rep = createRep();
  const segment = { all: [{ is: 'tag', anyOf: ['孕妈'] }, { not: { is: 'tier', anyOf: ['A'] } }] };
  publish(rep, 'MUM', { startsBy: 'order', startsFor: { name: '孕妈', segment } });
  const customerId = customer(rep);
  rep.context.pulled('customer_order', {
    scopeId: rep.context.bookId,
    customerId,
    product: '护理',
    quantity: 1,
    paidFen: 10_000,
    marginFen: 0,
    orderedOn: today,
  });
  const isOn = () => [codes(rep, customerId).includes('MUM'), onList(rep, customerId).length > 0];
  expect(isOn()).toEqual([false, false]);
  rep.tag.add(customerId, '孕妈');
  expect(isOn()).toEqual([true, true]);
  rep.customer.patch(customerId, { tier: 'A' }, '转介绍多');
  expect(isOn()).toEqual([false, false]);
});

test('[C03] the next touch of the list, of the card and of its calendar counts a SOP for a saved segment', () => {
  const rep = createRep();
  const segment = {
    all: [
      { is: 'tag', anyOf: ['孕妈'] },
      { is: 'orders', atLeast: 1 },
    ],
  };
  const { customerId } = rep.customer.create({ fields: { name: '钱二', tier: 'N', addedOn: today } });
  const nextOn = () => {
    const { lines } = rep.customer.list({}, { by: 'name', direction: 'asc' });
    const card = rep.customer.get(customerId).nextTouchOn;
    const strip = rep.insight.get(customerId).cadence.planned.find(({ kind }) => kind === 'next')?.on;
    return [lines.find(({ id }) => id === customerId)!.nextTouchOn, card, strip];
  };
  const before = nextOn();
  publish(rep, 'MUM', {
    startsBy: 'newCustomer',
    steps: [step(2)],
    startsFor: { name: '孕妈', segment },
  });
  expect(nextOn()).toEqual(before);
  rep.tag.add(customerId, '孕妈');
  expect(nextOn()).toEqual(before);
  rep.context.pulled('customer_order', {
    scopeId: rep.context.bookId,
    customerId,
    product: '护理',
    quantity: 1,
    paidFen: 10_000,
    marginFen: 0,
    orderedOn: today,
  });
  const on = addDays(today, 2);
  expect(before).not.toContain(on);
  expect(nextOn()).toEqual([on, on, on]);
});
