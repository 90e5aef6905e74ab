/** What other books did for the same person counts in the plan of this device (rules.md R3, R4). */
import { expect, test } from 'vitest';
import { loadPlanInput } from '#core/db/repository/plan-input.ts';
import { createRep, today, type Rep } from './rep.ts';

const ago = (rep: Rep, days: number) => new Date(rep.clock.now() - days * 86_400_000).toISOString();
const add = (rep: Rep, name: string, fields: object = {}) =>
  rep.customer.create({ fields: { name, tier: 'C', addedOn: '2025-01-01', ...fields } }).customerId;
const outside = (rep: Rep, customerId: string, fields: object) =>
  rep.context.pulled('outside_contact', {
    scopeId: rep.context.bookId,
    customerId,
    talkAts: [],
    promoAts: [],
    householdPromoAts: [],
    commentAts: [],
    likeAts: [],
    openOn: null,
    stopAskedAt: null,
    complaintAt: null,
    servedAt: null,
    householdFrozenAt: null,
    npsAskedAt: null,
    referralAskedAt: null,
    surprisedAt: null,
    ...fields,
  });
const whyNot = (rep: Rep, customerId: string, kind = 'GAP') => {
  rep.clock.pass(61_000);
  rep.plan.today();
  return rep.plan.hidden().find((line) => line.customerId === customerId && line.kind === kind)?.code;
};
const planned = (rep: Rep) => {
  const [{ id }] = rep.context.db.raw<{ id: string }>('SELECT id FROM book') as [{ id: string }];
  return loadPlanInput(rep.context.db, { bookIds: [id], planOn: today, now: rep.clock.now() }).customers;
};
const isListed = (rep: Rep, customerId: string) => {
  rep.clock.pass(61_000);
  return rep.plan.today().items.some((item) => item.customerId === customerId && item.kind === 'GAP');
};

test('[R3] whom a colleague has on a started list today is not approached; yesterday’s list says nothing', () => {
  const rep = createRep();
  const id = add(rep, '张女士');
  expect(isListed(rep, id)).toBe(true);
  const row = outside(rep, id, { openOn: today });
  expect(whyNot(rep, id)).toBe('OPEN_ELSEWHERE');
  outside(rep, id, { id: row, openOn: '2026-03-09' });
  expect(isListed(rep, id)).toBe(true);
});

test('[R3] what was promised or asked for is done all the same', () => {
  const rep = createRep();
  const id = add(rep, '张女士');
  rep.promise.create(id, { body: '发照片', dueAt: ago(rep, 0) });
  outside(rep, id, { openOn: today, talkAts: [ago(rep, 0), ago(rep, 1), ago(rep, 2)] });
  rep.clock.pass(61_000);
  const kinds = rep.plan
    .today()
    .items.filter((item) => item.customerId === id)
    .map(({ kind }) => kind);
  expect(kinds).toContain('PROMISE');
  expect(kinds).not.toContain('GAP');
});

test('[R4] conversations of other books fill the caps of the day, the week and the month; the code tells which', () => {
  const rep = createRep();
  const [day, week, month, free] = [add(rep, '甲'), add(rep, '乙'), add(rep, '丙'), add(rep, '丁')];
  outside(rep, day, { talkAts: [ago(rep, 0)] });
  outside(rep, week, { talkAts: [ago(rep, 3), ago(rep, 5)] });
  outside(rep, month, { talkAts: [ago(rep, 10), ago(rep, 12), ago(rep, 14), ago(rep, 29)] });
  // One in the week, three in 30 days, one too old: there is room for one more.
  outside(rep, free, { talkAts: [ago(rep, 3), ago(rep, 10), ago(rep, 12), ago(rep, 31)] });
  expect(whyNot(rep, day)).toBe('TOUCHED_ELSEWHERE');
  expect(whyNot(rep, week)).toBe('WEEK_CAP_ELSEWHERE');
  expect(whyNot(rep, month)).toBe('MONTH_CAP_ELSEWHERE');
  expect(isListed(rep, free)).toBe(true);
});

test('[R4] comments and likes of other books fill the caps of 7 days, with the own ones; the looks and the writer know', () => {
  const rep = createRep();
  const [full, one] = [add(rep, '甲', { tier: 'A' }), add(rep, '乙', { tier: 'A' })];
  const post = (customerId: string) =>
    rep.moment.log(customerId, { kind: 'family', body: '女儿钢琴八级', postedAt: ago(rep, 0), liked: false })
      .id;
  const [onFull, onOne] = [post(full), post(one)];
  const likeAts = [ago(rep, 1), ago(rep, 2), ago(rep, 3), ago(rep, 4)];
  outside(rep, full, { commentAts: [ago(rep, 2), ago(rep, 3)], likeAts });
  // One is too old to count.
  outside(rep, one, { commentAts: [ago(rep, 2), ago(rep, 8)], likeAts: likeAts.slice(1) });
  expect(whyNot(rep, full, 'MOMENT_COMMENT')).toBe('COMMENT_CAP_ELSEWHERE');
  expect(whyNot(rep, full, 'LIKE')).toBe('LIKE_CAP_ELSEWHERE');
  expect(whyNot(rep, full, 'PATROL')).toBe('COMMENT_CAP_ELSEWHERE');
  expect(
    rep.plan.today().items.some(({ customerId, kind }) => customerId === one && kind === 'MOMENT_COMMENT'),
  ).toBe(true);
  expect(rep.comment.writer(onFull).recentAt).toHaveLength(2);
  expect(rep.comment.writer(onOne).recentAt).toHaveLength(1);
  expect(() => rep.patrol.log(full, { outcome: 'liked' })).toThrow(
    expect.objectContaining({ detail: 'LIKE_CAP' }),
  );
  expect(rep.patrol.log(one, { outcome: 'liked' }).id).toBeTruthy();
});

test('[R4] two likes within ten minutes are too many, whoever gave them: on the list, on a look and with a post', () => {
  const rep = createRep();
  const [two, one, late] = [add(rep, '甲'), add(rep, '乙'), add(rep, '丙')];
  const minute = 1 / 1_440;
  outside(rep, two, { likeAts: [ago(rep, 2 * minute), ago(rep, 8 * minute)] });
  outside(rep, one, { likeAts: [ago(rep, 2 * minute)] });
  outside(rep, late, { likeAts: [ago(rep, 10 * minute), ago(rep, 12 * minute)] });
  rep.moment.log(two, { kind: 'family', body: '女儿钢琴八级', postedAt: ago(rep, 0), liked: false });
  expect(whyNot(rep, two, 'LIKE')).toBe('LIKE_PACE');
  const paced = expect.objectContaining({ detail: 'LIKE_PACE' });
  const look = (customerId: string) => rep.patrol.log(customerId, { outcome: 'liked' });
  const names = rep.patrol.card().names;
  const refusals = new Map(names.map(({ customerId, likeRefusal }) => [customerId, likeRefusal]));
  expect([two, one, late].map((id) => refusals.get(id))).toEqual(['LIKE_PACE', null, null]);
  expect(() => look(two)).toThrow(paced);
  expect(look(one).id).toBeTruthy();
  expect(() => look(one)).toThrow(paced);
  expect(look(late).id).toBeTruthy();
});

test('[R4] own and other talks are added up; where the own ones fill the cap alone, they are the reason', () => {
  const rep = createRep();
  const id = add(rep, '甲', { tier: 'A' });
  const talk = (days: number) =>
    rep.touch.log(id, {
      kind: 'comment',
      touchClass: 'care',
      body: '',
      replied: true,
      happenedAt: ago(rep, days),
    });
  talk(5);
  talk(6);
  const row = outside(rep, id, { talkAts: [ago(rep, 4), ago(rep, 6)] });
  expect(whyNot(rep, id)).toBe('WEEK_CAP_ELSEWHERE');
  outside(rep, id, { id: row, talkAts: [ago(rep, 4)] });
  expect(isListed(rep, id)).toBe(true);
  talk(4);
  talk(4.5);
  expect(whyNot(rep, id)).toBe('WEEK_CAP');
});

test('[R4] what the person told a colleague counts here: offers freeze, and the next touch is service, here or there', () => {
  const rep = createRep();
  const [stop, complaint, served, home] = [add(rep, '甲'), add(rep, '乙'), add(rep, '丙'), add(rep, '丁')];
  const [three, two] = [ago(rep, 3), ago(rep, 2)];
  outside(rep, stop, { stopAskedAt: three });
  outside(rep, complaint, { complaintAt: three });
  outside(rep, served, { complaintAt: three, servedAt: two });
  outside(rep, home, { householdFrozenAt: three });
  expect(whyNot(rep, stop)).toBe('SERVICE_FIRST');
  expect(whyNot(rep, complaint)).toBe('SERVICE_FIRST');
  expect([isListed(rep, served), isListed(rep, home)]).toEqual([true, true]);
  rep.touch.log(stop, {
    kind: 'chat',
    touchClass: 'service',
    body: '',
    replied: true,
    happenedAt: two,
  });
  expect(whyNot(rep, stop)).not.toBe('SERVICE_FIRST');
  const byId = new Map(planned(rep).map((one) => [one.id, one]));
  expect(byId.get(stop)).toMatchObject({ stopAskedAt: three, complaintAt: null });
  expect(byId.get(served)!.lastServiceAt).toBe(two);
  expect(byId.get(home)!.outside.householdFrozenAt).toBe(three);
});

test('[R4] an ask or a gift of a colleague counts, where it is later than the own', () => {
  const rep = createRep();
  const [own, none] = [add(rep, '甲'), add(rep, '乙')];
  const asks = { npsAskedAt: ago(rep, 40), referralAskedAt: ago(rep, 30), surprisedAt: ago(rep, 20) };
  outside(rep, own, asks);
  const record = { npsAt: asks.npsAskedAt, referralAt: asks.referralAskedAt, surpriseAt: asks.surprisedAt };
  const of = (id: string) => planned(rep).find((one) => one.id === id)!.asks;
  expect(of(own)).toMatchObject(record);
  rep.context.pulled('surprise', {
    scopeId: rep.context.bookId,
    customerId: own,
    body: '',
    priceFen: 100,
    status: 'given',
    givenAt: ago(rep, 5),
  });
  expect(of(own)).toMatchObject({ ...record, surpriseAt: ago(rep, 5) });
  expect(of(none)).toMatchObject({ npsAt: null, referralAt: null, surpriseAt: null });
});

test('[R4] what was offered to the person or the household out of another book keeps an offer away', () => {
  const rep = createRep();
  const bought = (id: string) => {
    for (const orderedOn of ['2025-02-01', '2026-03-01'])
      rep.context.pulled('customer_order', {
        scopeId: rep.context.bookId,
        customerId: id,
        product: '护理',
        quantity: 1,
        paidFen: 10_000,
        marginFen: 0,
        orderedOn,
      });
    for (const days of [20, 40, 60])
      rep.touch.log(id, {
        kind: 'chat',
        touchClass: 'care',
        body: '',
        replied: true,
        happenedAt: ago(rep, days),
      });
  };
  const fields = { tier: 'A', trustStage: 'committed' };
  const [own, home, far] = [add(rep, '甲', fields), add(rep, '乙', fields), add(rep, '丙', fields)];
  for (const id of [own, home, far]) bought(id);
  outside(rep, own, { promoAts: [ago(rep, 2)] });
  outside(rep, home, { householdPromoAts: [ago(rep, 20), ago(rep, 25)] });
  outside(rep, far, { promoAts: [ago(rep, 25)] });
  expect(whyNot(rep, own, 'REFERRAL')).toBe('PROMO_WEEK_ELSEWHERE');
  expect(whyNot(rep, home, 'REFERRAL')).toBe('PROMO_MONTH_ELSEWHERE');
  expect(whyNot(rep, far, 'REFERRAL')).not.toMatch(/PROMO_/);
});
