/** What core really loads for the plan, from the tables of a device. */
import { describe, expect, test } from 'vitest';
import { dateOf } from '#shared/domain/calendar.ts';
import { createCustomerIndex } from '#core/db/repository/customer-index.ts';
import { loadPlanInput } from '#core/db/repository/plan-input.ts';
import { newSteps } from '#test/shared/plan-fixture.ts';
import { createRep, today, type Rep } from './rep.ts';

const dayMs = 86_400_000;
const add = (rep: Rep, name: string, fields: object = {}) =>
  rep.customer.create({ fields: { name, tier: 'C', addedOn: '2025-01-01', ...fields } }).customerId;
const before = (rep: Rep, days: number, ms = 0) =>
  new Date(rep.clock.now() - days * dayMs + ms).toISOString();
const load = (rep: Rep) => {
  createCustomerIndex(rep.context.db).refresh();
  const now = rep.clock.now();
  return loadPlanInput(rep.context.db, { bookIds: [rep.context.bookId], planOn: dateOf(now), now });
};
const customerOf = (rep: Rep, id: string) => load(rep).customers.find((one) => one.id === id)!;
const touch = (rep: Rep, customerId: string, happenedAt: string, fields: object = {}) =>
  rep.touch.log(customerId, {
    kind: 'chat',
    touchClass: 'care',
    body: '',
    replied: null,
    happenedAt,
    ...fields,
  });
const posted = (rep: Rep, customerId: string, postedAt: string, body = '升职了') =>
  rep.context.pulled('moment', { scopeId: rep.context.bookId, customerId, kind: 'work', body, postedAt });
const ordered = (rep: Rep, customerId: string, orderedOn: string, paidFen = 10_000) =>
  rep.context.pulled('customer_order', {
    scopeId: rep.context.bookId,
    customerId,
    product: '护理',
    quantity: 1,
    paidFen,
    marginFen: 0,
    orderedOn,
  });
/** Without the round of looks, in which everybody whose feed was not seen stands; patrol-plan.test.ts has it. */
const itemsOf = (rep: Rep) => rep.plan.today().items.filter(({ kind }) => kind !== 'PATROL');
const kindsOf = (rep: Rep) => itemsOf(rep).map(({ name, kind }) => `${name} ${kind}`);

describe('[R4] counters from the touches', () => {
  test('conversations of a day, 7 and 30 days: no likes, no service, comment and chat about one post once', () => {
    const rep = createRep();
    const id = add(rep, '赵一');
    const post = posted(rep, id, before(rep, 2));
    touch(rep, id, before(rep, 0, -60_000), { kind: 'comment', momentId: post });
    touch(rep, id, before(rep, 0, -30_000), { momentId: post });
    touch(rep, id, before(rep, 7, 1));
    touch(rep, id, before(rep, 7), { kind: 'call' });
    touch(rep, id, before(rep, 30), { kind: 'call' });
    touch(rep, id, before(rep, 3), { touchClass: 'service' });
    touch(rep, id, before(rep, 3), { kind: 'like' });
    expect(customerOf(rep, id)).toMatchObject({
      counts: { today: 1, inWeek: 2, inMonth: 3, todayMoments: [post], commentsInWeek: 1, likesInWeek: 1 },
      recentTouches: 3,
    });
  });

  test('likes of the last ten minutes and of the account in the last hour', () => {
    const rep = createRep();
    const id = add(rep, '赵一');
    touch(rep, id, before(rep, 0, -599_999), { kind: 'like' });
    touch(rep, id, before(rep, 0, -600_000), { kind: 'like' });
    expect(customerOf(rep, id).counts).toMatchObject({ likesAtOnce: 1, likesInWeek: 2 });
    expect(load(rep).day.socialInHour).toBe(2);
  });

  test('promo of 7 and 30 days, and the care since the last one', () => {
    const rep = createRep();
    const id = add(rep, '赵一', { trustStage: 'committed' });
    ordered(rep, id, '2025-06-01');
    ordered(rep, id, '2025-09-01');
    touch(rep, id, before(rep, 40));
    touch(rep, id, before(rep, 20), { touchClass: 'promo' });
    touch(rep, id, before(rep, 10));
    touch(rep, id, before(rep, 9), { kind: 'like' });
    touch(rep, id, before(rep, 8), { touchClass: 'service' });
    expect(customerOf(rep, id).promo).toMatchObject({ inWeek: 0, inMonth: 1, careSince: 1 });
  });

  test('what was done today beside the list counts towards the caps of the day', () => {
    const rep = createRep();
    const id = add(rep, '赵一');
    touch(rep, id, before(rep, 0, -60_000));
    touch(rep, id, before(rep, 0, -60_000), { kind: 'comment' });
    touch(rep, id, before(rep, 1));
    expect(load(rep).day.used).toMatchObject({ chats: 1, comments: 1, promos: 0 });
  });
});

describe('[R5] more kinds from the tables of a device', () => {
  test('a fresh post asks for a comment; done, it is a comment on that post and asks for a talk the next day', () => {
    const rep = createRep();
    const id = add(rep, '赵一', { tier: 'A' });
    rep.touch.log(id, {
      kind: 'call',
      touchClass: 'service',
      body: '',
      replied: true,
      happenedAt: before(rep, 2),
    });
    const post = posted(rep, id, before(rep, 0, -3_600_000));
    const [item] = rep.plan.today().items;
    expect(item).toMatchObject({ kind: 'MOMENT_COMMENT', subjectText: '升职了' });
    rep.plan.done(item!.id, { kind: 'comment', body: '恭喜王姐', replied: null });
    expect(customerOf(rep, id).moments).toMatchObject([{ id: post, isCommented: true, isTalkedOf: false }]);
    rep.clock.pass(dayMs);
    expect(kindsOf(rep)).toEqual(['赵一 TO_CHAT', '赵一 CARD_FIX']);
  });

  test('a sad post, one that is too old, and one that was liked', () => {
    const rep = createRep();
    const id = add(rep, '赵一');
    posted(rep, id, before(rep, 4), '外婆今天走了，送她最后一程');
    posted(rep, id, before(rep, 8), '外婆今天走了，送她最后一程');
    expect(customerOf(rep, id).moments).toMatchObject([{ isSad: true }]);
  });

  test('orders: the step after a purchase, the score on day 30, the usual time between two orders', () => {
    const rep = createRep();
    const [two, thirty, again, back] = ['二', '三十', '又来', '退货'].map((name) => {
      const id = add(rep, name);
      touch(rep, id, before(rep, 10));
      return id;
    });
    ordered(rep, two!, '2026-03-08');
    rep.touch.delete(touch(rep, two!, before(rep, 0, -1)).id);
    ordered(rep, thirty!, '2026-02-08');
    ordered(rep, again!, '2025-08-22');
    ordered(rep, again!, '2025-11-30');
    ordered(rep, back!, '2026-03-08');
    ordered(rep, back!, '2026-03-08', -10_000);
    expect(customerOf(rep, again!).purchases.at(-1)).toEqual({
      orderedOn: '2025-11-30',
      repurchaseDays: 100,
    });
    expect(customerOf(rep, back!).purchases).toEqual([]);
    expect(kindsOf(rep).sort()).toEqual(['三十 NPS', '二 SOP_SOFT', '又来 REPURCHASE'].sort());
  });

  test('[R4] a last score of 9 written on the card opens a referral ask, an 8 does not; it counts as asked', () => {
    const rep = createRep();
    const scored = (name: string, ...scores: [number, string][]) => {
      const id = add(rep, name, { trustStage: 'committed' });
      for (const days of [20, 15, 10]) touch(rep, id, before(rep, days), { replied: true });
      const given = scores.map(([score, happenedOn]) =>
        rep.endorsement.create(id, { kind: 'nps', score, isPaid: false, body: '', happenedOn }),
      );
      return { id, given };
    };
    const glad = scored('满意', [6, '2025-06-01'], [9, '2026-03-01']);
    const cooler = scored('变淡', [10, '2025-06-01'], [8, '2026-03-01']);
    scored('没问过');
    // Without care for others a day has no room for an ask.
    for (const name of '甲乙丙丁戊己庚辛壬癸') add(rep, name);
    const referrals = () => itemsOf(rep).flatMap(({ name, kind }) => (kind === 'REFERRAL' ? [name] : []));
    expect(customerOf(rep, glad.id).asks).toMatchObject({ npsScore: 9, npsAt: '2026-03-01' });
    expect(customerOf(rep, cooler.id).asks).toMatchObject({ npsScore: 8 });
    expect(referrals()).toEqual(['满意']);
    // Thirty days after the purchase a score would be asked for, had they not just given one.
    ordered(rep, glad.id, '2026-02-08');
    expect(itemsOf(rep).map(({ kind }) => kind)).not.toContain('NPS');
    rep.endorsement.delete(glad.given[1]!.id);
    expect(customerOf(rep, glad.id).asks).toMatchObject({ npsScore: 6, npsAt: '2025-06-01' });
  });

  test('a birthday today or tomorrow, with or without its year', () => {
    const rep = createRep();
    add(rep, '今', { birthdayOn: '1990-03-10' });
    add(rep, '明', { birthdayOn: '--03-11' });
    add(rep, '后', { birthdayOn: '--03-12' });
    for (const { id } of load(rep).customers) touch(rep, id, before(rep, 1));
    expect(kindsOf(rep).sort()).toEqual(['今 KEYDATE', '明 KEYDATE'].sort());
  });

  test('[R8] five unanswered in a row and 60 days later REWARM begins, with a like', () => {
    const rep = createRep();
    rep.context.pulled('sop', {
      scopeId: rep.context.companyScopeId,
      code: 'REWARM',
      name: '久未联系',
      purpose: 'care',
      edition: 1,
      steps: newSteps.slice(2),
    });
    const id = add(rep, '赵一');
    for (let n = 0; n < 5; n++) touch(rep, id, before(rep, 63 + n), { replied: false });
    expect(customerOf(rep, id)).toMatchObject({ unanswered: 5, enrolments: [{ code: 'REWARM' }] });
    expect(itemsOf(rep)).toMatchObject([{ kind: 'SOP_SOFT', subjectText: 'D3' }]);
  });
});

test('[R19] the same file and the same clock give the same list hash', () => {
  const rep = createRep();
  for (let n = 0; n < 40; n++) add(rep, `客户${n}`, { birthdayOn: '--03-10' });
  rep.plan.today();
  const hash = () => rep.context.db.raw<{ h: string }>('SELECT list_hash AS h FROM plan')[0]!.h;
  const first = hash();
  rep.clock.set(`${today}T01:00:30.000Z`);
  rep.plan.today();
  expect(hash()).toBe(first);
});

describe('[R12] customers taken over', () => {
  test('with their book, if they were in it already, or alone by a split; the later day counts', () => {
    const rep = createRep();
    const { db, bookId } = rep.context;
    const receive = (at: string) => db.raw('UPDATE book SET received_at = ? WHERE id = ?', at, bookId);
    const old = add(rep, '赵一');
    const alone = add(rep, '钱二');
    rep.clock.pass(dayMs);
    const own = add(rep, '孙三');
    const at = before(rep, 0.5);
    db.raw('UPDATE customer SET received_at = ? WHERE id = ?', before(rep, 0.1), alone);
    receive(at);
    expect(customerOf(rep, old).handover).toEqual({ receivedAt: at, isGreeted: false, greetedOn: null });
    expect(customerOf(rep, alone).handover).toEqual({
      receivedAt: before(rep, 0.1),
      isGreeted: false,
      greetedOn: null,
    });
    expect(customerOf(rep, own).handover).toBeNull();
    touch(rep, old, before(rep, 0, -60_000));
    expect(customerOf(rep, old).handover).toEqual({ receivedAt: at, isGreeted: true, greetedOn: null });
  });
});

describe('[R4] the block rate of the device', () => {
  const block = (rep: Rep, days: number, fields: object = {}) =>
    rep.context.pulled('signal', {
      scopeId: rep.context.bookId,
      customerId: crypto.randomUUID(),
      kind: 'blocked_us',
      body: '',
      happenedAt: before(rep, days),
      dueAt: null,
      closedAt: null,
      formerStatus: null,
      ...fields,
    });
  const busy = (rep: Rep, count: number, days = 1, fields: object = {}) => {
    for (let n = 0; n < count; n++) {
      rep.context.pulled('touch', {
        scopeId: rep.context.bookId,
        customerId: crypto.randomUUID(),
        kind: 'chat',
        touchClass: 'care',
        body: '',
        happenedAt: before(rep, days, n),
        minutes: null,
        replied: null,
        momentId: null,
        planItemId: null,
        quality: null,
        evidence: '',
        ...fields,
      });
    }
  };

  test('counts customers who left and proactive touches of 7 days, of the person alone', () => {
    const rep = createRep();
    busy(rep, 250);
    busy(rep, 5, 1, { kind: 'like' });
    busy(rep, 5, 1, { touchClass: 'service' });
    busy(rep, 5, 8);
    busy(rep, 5, 1, { createdBy: crypto.randomUUID() });
    expect(rep.signal.blockRate()).toMatchObject({ level: 'ok', customers: 0, touches: 250, perThousand: 0 });
    const customerId = crypto.randomUUID();
    block(rep, 2, { customerId, kind: 'stop' });
    block(rep, 1, { customerId });
    block(rep, 1, { kind: 'complaint' });
    block(rep, 1, { deletedAt: before(rep, 1) });
    block(rep, 1, { createdBy: crypto.randomUUID() });
    block(rep, 7);
    expect(rep.signal.blockRate()).toMatchObject({
      level: 'amber',
      customers: 1,
      perThousand: 4,
      halved: null,
    });
    expect(load(rep).day.blockRate).toBe('amber');
  });

  test('red stays until the lead has signed, which is a row of the company for this person', () => {
    const rep = createRep();
    busy(rep, 200, 20);
    block(rep, 19);
    block(rep, 19);
    expect(rep.signal.blockRate()).toMatchObject({ level: 'red', halved: { needsSignOff: true } });
    expect(load(rep).day.blockRate).toBe('red');
    const sign = (personId: string) =>
      rep.context.pulled('setting', {
        scopeId: rep.context.companyScopeId,
        key: 'block.promoLiftedAt',
        value: before(rep, 1),
        teamId: null,
        personId,
      });
    sign(crypto.randomUUID());
    expect(load(rep).day.blockRate).toBe('red');
    sign(rep.context.identity.personId);
    expect(load(rep).day.blockRate).toBe('ok');
  });
});
