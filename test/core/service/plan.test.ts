import { describe, expect, test } from 'vitest';
import { planIdOf } from '#shared/domain/plan/plan-id.ts';
import { deleteMeta } from '#core/db/meta.ts';
import { newSteps } from '#test/shared/plan-fixture.ts';
import { createRep, today, type Rep } from './rep.ts';

const day = 86_400_000;
/** Their posts were looked through just now, so that no look is due. */
const add = (rep: Rep, name: string, fields: object = {}) => {
  const card = { name, tier: 'C', addedOn: '2026-01-01', ...fields } as const;
  const { customerId } = rep.customer.create({ fields: card });
  rep.patrol.log(customerId, { outcome: 'nothing' });
  return customerId;
};
const promised = (rep: Rep, customerId: string, dueAt = `${today}T06:00:00.000Z`) =>
  rep.promise.create(customerId, { body: '发保险清单', dueAt }).id;
const linesOf = (rep: Rep) =>
  rep.plan.today().items.map(({ name, kind, status }) => `${name} ${kind} ${status}`);
const withSop = (rep: Rep) =>
  rep.context.pulled('sop', {
    scopeId: rep.context.companyScopeId,
    code: 'NEW-14',
    name: '新客 14 天',
    purpose: 'new',
    edition: 1,
    steps: newSteps.map((step) => ({ ...step, body: `{称呼}，我是{我}（D${step.offsetDays}），{事}` })),
  });

describe("today's plan", () => {
  test('is built once, stored in the user scope in one mutation, under ids derived from person and date', () => {
    const rep = createRep();
    withSop(rep);
    const [gap, promise] = [add(rep, '赵一'), add(rep, '钱二')];
    add(rep, '孙三', { status: 'do_not_contact' });
    add(rep, '李四', { tier: 'N', addedOn: today, addressAs: '李姐', intent: 1 });
    promised(rep, promise);
    rep.note.create(gap, '想换琴');
    const before = rep.mutations().length;
    const plan = rep.plan.today();
    expect(rep.mutations().slice(before)).toEqual(['plan.build']);
    expect(plan).toMatchObject({
      planId: planIdOf(rep.context.identity.personId, today),
      planOn: today,
      startedAt: null,
      availableMinutes: 300,
      plannedMinutes: 19,
      hidden: [{ code: 'DO_NOT_CONTACT', customers: 1 }],
      book: { customers: 4 },
    });
    expect(linesOf(rep)).toEqual([
      '李四 SOP_HARD open',
      '钱二 PROMISE open',
      '钱二 GAP open',
      '赵一 GAP open',
    ]);
    expect(plan.items[0]).toMatchObject({
      subjectText: 'D0',
      draft: '李姐，我是王小明（D0），{事}',
      tier: 'N',
      pending: true,
    });
    expect(plan.items[1]).toMatchObject({
      subjectText: '发保险清单',
      draft: '',
      dueAt: `${today}T06:00:00.000Z`,
    });
    expect(plan.items[3]).toMatchObject({ lastWords: '想换琴', subjectText: '' });
    rep.plan.today();
    expect(rep.mutations().slice(before)).toEqual(['plan.build']);
  });

  test('follows the book until it is started; then only its statuses change', () => {
    const rep = createRep();
    const zhao = add(rep, '赵一');
    expect(linesOf(rep)).toEqual(['赵一 GAP open']);
    const qian = add(rep, '钱二');
    rep.customer.delete(zhao);
    expect(linesOf(rep)).toEqual(['钱二 GAP open']);
    rep.customer.restore(zhao);
    expect(linesOf(rep).sort()).toEqual(['赵一 GAP open', '钱二 GAP open'].sort());
    rep.plan.start();
    expect(rep.plan.today().startedAt).not.toBeNull();
    add(rep, '孙三');
    rep.touch.log(qian, { kind: 'chat', touchClass: 'care', body: '', replied: true });
    expect(linesOf(rep).sort()).toEqual(['赵一 GAP open', '钱二 GAP done'].sort());
    expect(rep.plan.today().hidden).toEqual([{ code: 'DAY_FULL', customers: 1 }]);
  });

  test('an item that vanished and came back before the start is the same item', () => {
    const rep = createRep();
    const id = add(rep, '赵一');
    const [item] = rep.plan.today().items;
    const touch = rep.touch.log(id, { kind: 'call', touchClass: 'care', body: '', replied: true });
    expect(rep.plan.today()).toMatchObject({ items: [], hidden: [{ code: 'TOUCHED_TODAY', customers: 1 }] });
    rep.touch.delete(touch.id);
    expect(rep.plan.today().items).toEqual([item]);
    expect(rep.count('plan_item')).toBe(1);
  });

  test('a new day has a new plan', () => {
    const rep = createRep();
    add(rep, '赵一');
    const first = rep.plan.today();
    rep.clock.pass(day);
    const second = rep.plan.today();
    expect(second.planOn).toBe('2026-03-11');
    expect(second.items[0]!.id).not.toBe(first.items[0]!.id);
    expect(rep.count('plan')).toBe(2);
  });

  test('is refused for a person without a book; nothing is stored before the first download is complete', () => {
    expect(() => createRep({ withBook: false }).plan.today()).toThrow('REFUSED NO_BOOK');
    const rep = createRep();
    add(rep, '赵一');
    deleteMeta(rep.context.db, 'first_download_at');
    expect(rep.plan.today().items).toEqual([]);
    expect(rep.count('plan')).toBe(0);
  });

  test('R7: a company setting changes the day', () => {
    const rep = createRep();
    for (let n = 0; n < 30; n++) add(rep, `客户${n}`);
    expect(rep.plan.today().items).toHaveLength(24);
    rep.context.pulled('setting', { scopeId: rep.context.companyScopeId, key: 'day.chats', value: 5 });
    expect(rep.plan.today().items).toHaveLength(5);
    expect(rep.plan.today().hidden).toEqual([{ code: 'CHATS_FULL', customers: 25 }]);
  });
});

describe('working the list', () => {
  const listed = () => {
    const rep = createRep();
    const customerId = add(rep, '钱二');
    const promiseId = promised(rep, customerId);
    rep.plan.start();
    const [promise, gap] = rep.plan.today().items;
    return { rep, customerId, promiseId, promise: promise!, gap: gap! };
  };
  const chat = { kind: 'chat', body: '已发', replied: true } as const;
  const touchesOf = (rep: Rep, id: string) =>
    rep.timeline.list(id, undefined, 50).entries.filter((entry) => entry.type === 'touch');
  const itemOf = (rep: Rep, id: string) => rep.plan.today().items.find((item) => item.id === id)!;

  test('done writes item, touch and kept promise in one mutation; undo takes all three back', () => {
    const { rep, customerId, promise } = listed();
    const before = rep.mutations().length;
    rep.plan.done(promise.id, chat);
    expect(rep.mutations().slice(before)).toEqual(['plan.done']);
    expect(itemOf(rep, promise.id)).toMatchObject({ status: 'done', statusAt: `${today}T01:00:00.000Z` });
    expect(touchesOf(rep, customerId)).toMatchObject([{ kind: 'chat', touchClass: 'service', body: '已发' }]);
    expect(rep.customer.get(customerId).promises[0]).toMatchObject({ status: 'kept' });
    rep.clock.pass(5_000);
    rep.plan.undo(promise.id);
    // Between them the talk made that of the rhythm moot.
    expect(rep.mutations().slice(before)).toEqual(['plan.done', 'plan.settle', 'plan.undo']);
    expect(itemOf(rep, promise.id)).toMatchObject({ status: 'open', statusAt: null });
    expect(touchesOf(rep, customerId)).toEqual([]);
    expect(rep.customer.get(customerId).promises[0]).toMatchObject({ status: 'open', closedAt: null });
  });

  test('undo takes back the promise that settled the item, and leaves alone what another click wrote', () => {
    const { rep, customerId, promiseId, promise } = listed();
    rep.promise.setStatus(promiseId, 'kept');
    rep.touch.log(customerId, { kind: 'call', touchClass: 'care', body: '', replied: true });
    rep.clock.pass(1_000);
    rep.plan.done(promise.id);
    rep.plan.undo(promise.id);
    expect(touchesOf(rep, customerId)).toHaveLength(1);
    expect(rep.customer.get(customerId).promises[0]).toMatchObject({ status: 'open' });
  });

  test('done twice is done once', () => {
    const { rep, customerId, gap } = listed();
    rep.plan.done(gap.id, chat);
    rep.plan.done(gap.id, chat);
    expect(touchesOf(rep, customerId)).toMatchObject([{ touchClass: 'care' }]);
  });

  test('skip keeps its reason, undo opens the item again', () => {
    const { rep, gap } = listed();
    rep.plan.skip(gap.id, 'asked_not_now');
    expect(itemOf(rep, gap.id)).toMatchObject({ status: 'skipped', skipReason: 'asked_not_now' });
    rep.plan.undo(gap.id);
    expect(itemOf(rep, gap.id)).toMatchObject({ status: 'open', skipReason: null });
  });

  test('later moves to the end, undo puts it back where it stood', () => {
    const rep = createRep();
    for (const name of ['赵一', '钱二', '孙三']) add(rep, name);
    rep.plan.start();
    const order = () => rep.plan.today().items.map(({ id }) => id);
    const [first, second, third] = order();
    rep.plan.later(first!);
    rep.plan.later(second!);
    expect(order()).toEqual([third, first, second]);
    rep.plan.later(first!);
    expect(order()).toEqual([third, second, first]);
    rep.plan.undo(second!);
    rep.plan.undo(first!);
    expect(order()).toEqual([first, second, third]);
  });

  test('what was done before the start survives a rebuild and is not offered again', () => {
    const rep = createRep();
    const known = {
      addressAs: '赵姐',
      birthdayOn: '--12-30',
      city: '上海',
      jobTitle: '医生',
      source: 'order',
    };
    const id = add(rep, '赵一', known);
    rep.plan.done(rep.plan.today().items[0]!.id);
    add(rep, '钱二');
    rep.customer.patch(id, { tier: 'A' }, '买过三次');
    expect(linesOf(rep).sort()).toEqual(['赵一 GAP done', '钱二 GAP open'].sort());
  });

  test('R8: a step done without a touch is not offered tomorrow, one skipped for no time is', () => {
    const rep = createRep();
    withSop(rep);
    add(rep, '赵一', { tier: 'N', addedOn: today, intent: 1 });
    add(rep, '钱二', { tier: 'N', addedOn: today, intent: 1 });
    const items = rep.plan.today().items;
    rep.plan.done(items.find(({ name }) => name === '赵一')!.id);
    rep.plan.skip(items.find(({ name }) => name === '钱二')!.id, 'no_time');
    rep.clock.pass(day);
    const steps = rep.plan.today().items.map(({ name, subjectText }) => name + subjectText);
    expect(steps.sort()).toEqual(['赵一D1', '钱二D0'].sort());
  });

  test('close keeps the reflection, reopen opens the day again', () => {
    const { rep } = listed();
    rep.plan.close('一得一失');
    expect(rep.plan.today()).toMatchObject({
      closedAt: `${today}T01:00:00.000Z`,
      reflection: '一得一失',
    });
    rep.plan.reopen();
    expect(rep.plan.today()).toMatchObject({ closedAt: null, reflection: '一得一失' });
  });
});
