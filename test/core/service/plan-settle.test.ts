/** A started list follows what happens beside it (rules.md R3, R4, R7.8). */
import { describe, expect, test } from 'vitest';
import { newSteps } from '#test/shared/plan-fixture.ts';
import { createRep, today, type Rep } from './rep.ts';

const add = (rep: Rep, name: string, fields: object = {}) =>
  rep.customer.create({ fields: { name, tier: 'C', addedOn: '2026-01-01', ...fields } }).customerId;
const due = `${today}T09:00:00.000Z`;
const promised = (rep: Rep, customerId: string) =>
  rep.promise.create(customerId, { body: '发保险清单', dueAt: due }).id;
const posted = (rep: Rep, customerId: string, more: object = {}) =>
  rep.moment.log(customerId, {
    liked: false,
    kind: 'achievement',
    body: '女儿钢琴考级过了八级',
    postedAt: new Date(rep.clock.now() - 60_000).toISOString(),
    ...more,
  }).id;
const chat = { kind: 'chat', touchClass: 'care', body: '', replied: true } as const;
const setting = (rep: Rep, key: string, value: number) =>
  rep.context.pulled('setting', { scopeId: rep.context.companyScopeId, key, value });

/** A minute after the start. */
function start(rep: Rep): void {
  rep.plan.today();
  rep.plan.start();
  rep.clock.pass(60_000);
}
function itemsOf(rep: Rep, customerId: string): string[] {
  return rep.plan
    .today()
    .items.filter((item) => item.customerId === customerId && item.kind !== 'PATROL')
    .map(({ kind, status, offCode }) => `${kind} ${offCode ?? status}`)
    .sort();
}
function itemId(rep: Rep, customerId: string, kind: string): string {
  return rep.plan.today().items.find((item) => item.customerId === customerId && item.kind === kind)!.id;
}

describe('what is done elsewhere is done on the started list, and its undo opens it again', () => {
  test('a promise kept on the card, and one called off', async () => {
    const rep = createRep();
    const id = add(rep, '张三');
    const promise = promised(rep, id);
    start(rep);
    rep.promise.setStatus(promise, 'kept');
    expect(itemsOf(rep, id)).toContain('PROMISE done');
    expect(await rep.plan.result()).toMatchObject({ done: 1 });
    rep.promise.setStatus(promise, 'open');
    expect(itemsOf(rep, id)).toContain('PROMISE open');
    rep.promise.setStatus(promise, 'cancelled');
    expect(itemsOf(rep, id)).toContain('PROMISE NO_LONGER');
    const result = await rep.plan.result();
    expect(result).toMatchObject({ done: 0, takenOff: 1, displaced: 0 });
    expect(result.planned).toBe(rep.plan.today().items.filter(({ offCode }) => offCode === null).length);
    rep.promise.setStatus(promise, 'open');
    expect(itemsOf(rep, id)).toContain('PROMISE open');
    rep.promise.setStatus(promise, 'kept');
    rep.plan.undo(itemId(rep, id, 'PROMISE'));
    expect(itemsOf(rep, id)).toContain('PROMISE open');
    expect(rep.context.db.raw(`SELECT status FROM promise`)).toEqual([{ status: 'open' }]);
  });

  test('an awaited reply answered, an appointment held or called off', () => {
    const rep = createRep();
    const id = add(rep, '张三');
    const message = rep.signal.log(id, { kind: 'message', body: '在吗' }).id;
    const meeting = rep.appointment.create(id, { title: '到店', place: '', startAt: due, minutes: 30 }).id;
    start(rep);
    rep.signal.setClosed(message, true);
    rep.appointment.setStatus(meeting, 'kept');
    expect(itemsOf(rep, id)).toEqual(expect.arrayContaining(['APPT done', 'REPLY done']));
    rep.signal.setClosed(message, false);
    rep.appointment.setStatus(meeting, 'cancelled');
    expect(itemsOf(rep, id)).toEqual(expect.arrayContaining(['APPT NO_LONGER', 'REPLY open']));
    rep.appointment.setStatus(meeting, 'planned');
    expect(itemsOf(rep, id)).toContain('APPT open');
  });

  test('what another device of the rep did without the list is seen when it comes', () => {
    const rep = createRep();
    const id = add(rep, '张三');
    const promise = promised(rep, id);
    start(rep);
    const { scopeId } = rep.context.db.raw<{ scopeId: string }>(`SELECT scope_id FROM promise`)[0]!;
    const at = new Date(rep.clock.now()).toISOString();
    rep.context.pulled('promise', {
      ...{ id: promise, scopeId, customerId: id, body: '发保险清单', dueAt: due },
      ...{ status: 'kept', closedAt: at },
    });
    expect(itemsOf(rep, id)).toContain('PROMISE done');
    expect(rep.plan.today().items.find(({ kind }) => kind === 'PROMISE')!.statusAt).toBe(at);
  });

  test('a post liked or commented in the timeline; the like is written once', () => {
    const rep = createRep();
    setting(rep, 'day.comments', 0);
    const [first, second] = [add(rep, '张三'), add(rep, '李四')];
    const post = posted(rep, first);
    posted(rep, second);
    start(rep);
    expect(itemsOf(rep, first)).toContain('LIKE open');
    const ids = [itemId(rep, first, 'LIKE'), itemId(rep, second, 'LIKE')];
    rep.moment.respond(post, { liked: true });
    expect(itemsOf(rep, first)).toContain('LIKE done');
    expect(rep.plan.likeAll(ids)).toMatchObject({ liked: [ids[1]], refused: [] });
    expect(rep.count('touch')).toBe(2);
    rep.plan.undo(ids[0]!);
    expect(itemsOf(rep, first)).toContain('LIKE open');
    rep.touch.log(first, { ...chat, kind: 'like', replied: null, momentId: post });
    expect(itemsOf(rep, first)).toContain('LIKE done');
  });

  test('[R4] a like that came from elsewhere settles the item at “all liked” and at done, without a second one', () => {
    const rep = createRep();
    setting(rep, 'day.comments', 0);
    const [first, second] = [add(rep, '张三'), add(rep, '李四')];
    const posts = [posted(rep, first), posted(rep, second)];
    start(rep);
    const ids = [itemId(rep, first, 'LIKE'), itemId(rep, second, 'LIKE')];
    for (const [n, customerId] of [first, second].entries())
      rep.context.pulled('touch', {
        ...{ scopeId: rep.context.bookId, customerId, kind: 'like', touchClass: 'care', body: '' },
        ...{ happenedAt: new Date(rep.clock.now()).toISOString(), momentId: posts[n], evidence: '' },
      });
    rep.plan.likeAll([ids[0]!]);
    rep.plan.done(ids[1]!, { kind: 'like', body: '', replied: null });
    expect(rep.count('touch')).toBe(2);
    expect(rep.context.db.raw(`SELECT DISTINCT status FROM plan_item WHERE kind = 'LIKE'`)).toEqual([
      { status: 'done' },
    ]);
  });

  test('[R4] a chat logged on the card is the talk of the rhythm; taking it back opens the item', async () => {
    const rep = createRep();
    const id = add(rep, '张三');
    start(rep);
    expect(itemsOf(rep, id)).toEqual(['GAP open']);
    const touch = rep.touch.log(id, chat).id;
    expect(itemsOf(rep, id)).toEqual(['GAP done']);
    expect(await rep.plan.result()).toMatchObject({ done: 1 });
    rep.touch.delete(touch);
    expect(itemsOf(rep, id)).toEqual(['GAP open']);
  });

  test('a step of its class is done by the talk, which stands beside it', async () => {
    const rep = createRep();
    rep.context.pulled('sop', {
      ...{ scopeId: rep.context.companyScopeId, code: 'NEW-14', name: '新客 14 天', purpose: 'new' },
      ...{ edition: 1, steps: newSteps },
    });
    const id = add(rep, '李四', { tier: 'N', addedOn: today, intent: 1 });
    start(rep);
    const [before] = itemsOf(rep, id).filter((line) => line.startsWith('SOP'));
    expect(before).toMatch(/open$/);
    rep.touch.log(id, chat);
    expect(itemsOf(rep, id).filter((line) => line.startsWith('SOP'))).toEqual([
      before!.replace('open', 'done'),
    ]);
    expect(await rep.plan.result()).toMatchObject({ done: 1, fidelity: 1 });
  });

  test('a score given, a gift given', () => {
    const rep = createRep();
    const [asked, dear] = [add(rep, '张三'), add(rep, '李四')];
    rep.order.create(asked, {
      product: '钢琴课',
      quantity: 1,
      paidFen: 100_000,
      marginFen: 0,
      orderedOn: '2026-02-08',
    });
    // No talk of the rhythm is due.
    for (const id of [asked, dear]) rep.touch.log(id, { ...chat, happenedAt: '2026-03-05T01:00:00.000Z' });
    const gift = rep.surprise.create(dear, { body: '手写卡片', priceFen: 2_000 }).id;
    start(rep);
    expect(itemsOf(rep, dear)).toContain('SURPRISE open');
    expect(itemsOf(rep, asked)).toContain('NPS open');
    rep.surprise.setStatus(gift, 'given');
    const score = { kind: 'nps', score: 9, isPaid: false, body: '', happenedOn: today } as const;
    const { id } = rep.endorsement.create(asked, score);
    expect(itemsOf(rep, dear)).toContain('SURPRISE done');
    expect(itemsOf(rep, asked)).toContain('NPS done');
    rep.surprise.setStatus(gift, 'idea');
    rep.endorsement.delete(id);
    expect(itemsOf(rep, dear)).toContain('SURPRISE open');
    expect(itemsOf(rep, asked)).toContain('NPS open');
  });
});

describe('[R3] what forbids contact takes the items off with its reason, and lets them back', () => {
  test.each([
    ['do not contact', { status: 'do_not_contact' }, { status: 'active' }, 'DO_NOT_CONTACT'],
    ['no consent', { consent: 'none' }, { consent: 'full' }, 'NO_CONSENT'],
  ])('%s', async (_, change, back, code) => {
    const rep = createRep();
    const [id, other] = [add(rep, '张三', { tier: 'A' }), add(rep, '李四')];
    const promise = promised(rep, id);
    start(rep);
    const before = rep.plan.today().items.map((item) => item.id);
    rep.customer.patch(id, change as never);
    expect(itemsOf(rep, id)).toContain(`GAP ${code}`);
    expect(itemsOf(rep, id)).toContain('PROMISE open');
    expect(itemsOf(rep, other)).toEqual(['GAP open']);
    expect(rep.plan.hidden()).toContainEqual(expect.objectContaining({ name: '张三', kind: 'GAP', code }));
    // The order that was made stays.
    expect(rep.plan.today().items.map((item) => item.id)).toEqual(before);
    expect((await rep.plan.result()).takenOff).toBe(
      rep.plan.today().items.filter(({ offCode }) => offCode === code).length,
    );
    const gap = itemId(rep, id, 'GAP');
    expect(() => rep.plan.done(gap, { kind: 'chat', body: '', replied: null })).toThrow(`REFUSED ${code}`);
    rep.customer.patch(id, back as never);
    expect(itemsOf(rep, id)).toContain('GAP open');
    rep.promise.setStatus(promise, 'kept');
    rep.plan.done(gap, { kind: 'chat', body: '', replied: null });
    expect(itemsOf(rep, id)).toContain('GAP done');
  });

  test('deleted us, told to the card; taken back', () => {
    const rep = createRep();
    const id = add(rep, '张三');
    start(rep);
    const signal = rep.signal.log(id, { kind: 'deleted_us', body: '' }).id;
    expect(itemsOf(rep, id)).toEqual(['GAP DELETED_US']);
    expect(rep.plan.today().hidden).toContainEqual({ code: 'DELETED_US', customers: 1 });
    rep.signal.delete(signal);
    expect(itemsOf(rep, id)).toEqual(['GAP open']);
  });

  test('[R4] 别发了: the next touch is service; work for somebody who may not be contacted is not called done', () => {
    const rep = createRep();
    const id = add(rep, '张三', { tier: 'A' });
    start(rep);
    const signal = rep.signal.log(id, { kind: 'stop', body: '' }).id;
    expect(itemsOf(rep, id)).toContain('GAP SERVICE_FIRST');
    rep.signal.delete(signal);
    expect(itemsOf(rep, id)).toContain('GAP open');
    const fix = itemsOf(rep, id).find((line) => line.startsWith('CARD_FIX'));
    expect(fix).toBe('CARD_FIX open');
    rep.customer.patch(id, { status: 'do_not_contact' } as never);
    expect(itemsOf(rep, id)).toContain('CARD_FIX DO_NOT_CONTACT');
  });

  test('[R4] a service talk makes the talk of the rhythm moot, and a second talk of our own is refused', () => {
    const rep = createRep();
    const [first, second] = [add(rep, '张三'), add(rep, '李四', { birthdayOn: '1980-03-10' })];
    start(rep);
    rep.touch.log(first, { ...chat, touchClass: 'service' });
    expect(itemsOf(rep, first)).toEqual(['GAP TOUCHED_TODAY']);
    const greet = itemId(rep, second, 'KEYDATE');
    const touch = rep.touch.log(second, chat).id;
    // Before the list has been looked at again.
    expect(() => rep.plan.done(greet, { kind: 'chat', body: '', replied: null })).toThrow(
      'REFUSED TOUCHED_TODAY',
    );
    expect(itemsOf(rep, second)).toContain('KEYDATE TOUCHED_TODAY');
    rep.touch.delete(touch);
    expect(itemsOf(rep, second)).toContain('KEYDATE open');
  });

  test('a list that is closed, or not started, is left alone', () => {
    const rep = createRep();
    const id = add(rep, '张三');
    rep.plan.today();
    rep.customer.patch(id, { status: 'do_not_contact' } as never);
    expect(itemsOf(rep, id)).toEqual([]);
    rep.customer.patch(id, { status: 'active' } as never);
    start(rep);
    rep.plan.close('');
    rep.customer.patch(id, { status: 'do_not_contact' } as never);
    expect(itemsOf(rep, id)).toEqual(['GAP open']);
  });

  test('what gave way is not brought back, and nothing is written twice', () => {
    const rep = createRep();
    setting(rep, 'day.minutes', 60);
    for (let n = 0; n < 20; n++) add(rep, `客户${n}`);
    start(rep);
    promised(rep, add(rep, '钱二'));
    const out = rep.plan.today().items.filter(({ displacedAt }) => displacedAt);
    expect(out.length).toBeGreaterThan(0);
    const id = rep.plan
      .today()
      .items.find(({ kind, displacedAt }) => kind === 'GAP' && !displacedAt)!.customerId;
    rep.customer.patch(id, { status: 'do_not_contact' } as never);
    rep.plan.today();
    const count = rep.mutations().length;
    rep.clock.pass(120_000);
    rep.plan.today();
    expect(rep.mutations()).toHaveLength(count);
    rep.customer.patch(id, { status: 'active' } as never);
    expect(
      rep.plan
        .today()
        .items.filter(({ displacedAt }) => displacedAt)
        .map((one) => one.id),
    ).toEqual(out.map((one) => one.id));
  });
});

describe('[R3] hours of the customer’s own are asked at the hour', () => {
  test('the row says so and keeps its place; nobody is looked at or liked in them', () => {
    const rep = createRep();
    setting(rep, 'day.comments', 0);
    // 09:00 now; quiet from 8 to 12.
    const asleep = add(rep, '张三', { tier: 'A', quietFrom: 480, quietTo: 720 });
    const awake = add(rep, '李四', { tier: 'A' });
    for (const id of [asleep, awake]) posted(rep, id);
    start(rep);
    const names = () => rep.patrol.card().names.map(({ name }) => name);
    expect(names()).toEqual(['李四']);
    expect(rep.patrol.card()).toMatchObject({ left: 1, asleep: 1 });
    const gap = rep.plan.today().items.find((item) => item.customerId === asleep && item.kind === 'GAP');
    expect(gap).toMatchObject({ quietMinutes: { from: 480, to: 720 }, offCode: null });
    const likes = [itemId(rep, asleep, 'LIKE'), itemId(rep, awake, 'LIKE')];
    expect(rep.plan.likeAll(likes)).toEqual({
      liked: [likes[1]],
      refused: [{ id: likes[0], code: 'QUIET_HOURS' }],
    });
    rep.patrol.log(awake, { outcome: 'nothing' });
    expect(names()).toEqual([]);
    rep.clock.set(`${today}T04:00:00.000Z`);
    expect(names()).toContain('张三');
    expect(rep.plan.likeAll([likes[0]!])).toEqual({ liked: [likes[0]], refused: [] });
  });
});

describe('[R7.5] what was given or asked beside the list counts against the caps of the day', () => {
  const given = (rep: Rep, count: number) => {
    const ids = Array.from({ length: count }, (_, n) => add(rep, `客户${n}`));
    for (const id of ids) rep.touch.log(id, { ...chat, happenedAt: '2026-03-05T01:00:00.000Z' });
    return ids;
  };
  const listed = (rep: Rep, kind: string) =>
    rep.plan.today().items.filter((item) => item.kind === kind && item.offCode === null).length;

  test('two surprises a day', () => {
    const rep = createRep();
    const ids = given(rep, 4);
    const gifts = ids.map((id) => rep.surprise.create(id, { body: '手写卡片', priceFen: 2_000 }).id);
    expect(listed(rep, 'SURPRISE')).toBe(2);
    rep.surprise.setStatus(gifts[0]!, 'given');
    expect(listed(rep, 'SURPRISE')).toBe(1);
    rep.surprise.setStatus(gifts[1]!, 'given');
    expect(listed(rep, 'SURPRISE')).toBe(0);
  });

  test('three questions for a score; one that was answered from the list is counted once', () => {
    const rep = createRep();
    const ids = given(rep, 5);
    for (const id of ids)
      rep.order.create(id, {
        product: '钢琴课',
        quantity: 1,
        paidFen: 100_000,
        marginFen: 0,
        orderedOn: '2026-02-08',
      });
    const score = { kind: 'nps', score: 9, isPaid: false, body: '', happenedOn: today } as const;
    expect(listed(rep, 'NPS')).toBe(3);
    rep.endorsement.create(ids[0]!, score);
    expect(listed(rep, 'NPS')).toBe(2);
    rep.plan.start();
    const [item] = rep.plan.today().items.filter(({ kind }) => kind === 'NPS');
    rep.endorsement.create(item!.customerId, score);
    expect(listed(rep, 'NPS')).toBe(2);
    expect(rep.plan.hidden().filter(({ code }) => code === 'NPS_FULL')).toHaveLength(2);
  });
});
