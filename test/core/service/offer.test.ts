/** Offers of the library on the day's list: who is told of one, who is not and why (rules.md R4, R5, R7.5). */
import { describe, expect, test } from 'vitest';
import { loadPlanInput } from '#core/db/repository/plan-input.ts';
import type { CustomerFilter } from '#shared/domain/list-view.ts';
import { segmentOfFilter } from '#shared/domain/segment/audience.ts';
import type { Condition } from '#shared/domain/segment/segment.ts';
import { createRep, today, type Rep } from './rep.ts';

const dayMs = 86_400_000;

function offer(rep: Rep, title: string, fields: object = {}): string {
  return rep.context.pulled('content_item', {
    scopeId: rep.context.companyScopeId,
    kind: 'promo',
    title,
    body: `{称呼}，${title}，我是{我}`,
    concern: '',
    ordinal: 1,
    offerFromOn: '2026-03-01',
    offerToOn: '2026-03-20',
    offerTag: '',
    offerTiers: [],
    offerProduct: '',
    ...fields,
  });
}

/** Trusts us, answered the day before yesterday, was cared for three times since ever. */
function friend(rep: Rep, name: string, fields: object = {}, cares = 3): string {
  const card = { name, tier: 'B', addedOn: '2025-01-01', trustStage: 'approved', ...fields } as const;
  const { customerId } = rep.customer.create({ fields: card });
  rep.patrol.log(customerId, { outcome: 'nothing' });
  for (let n = 0; n < cares; n++) {
    rep.touch.log(customerId, {
      kind: 'chat',
      touchClass: 'care',
      body: '',
      replied: true,
      happenedAt: new Date(rep.clock.now() - (10 + n) * dayMs).toISOString(),
    });
  }
  return customerId;
}

const byName = { by: 'name', direction: 'asc' } as const;
const names = (lines: readonly { name: string }[]) => lines.map(({ name }) => name).toSorted();
const promos = (rep: Rep) => rep.plan.today().items.filter(({ kind }) => kind === 'PROMO');
const reasons = (rep: Rep) => rep.plan.hidden(['PROMO']).map(({ name, code }) => `${name} ${code}`);
const bought = (rep: Rep, customerId: string, orderedOn: string) =>
  rep.context.pulled('customer_order', {
    scopeId: rep.context.bookId,
    customerId,
    product: '护理',
    quantity: 1,
    paidFen: 10_000,
    marginFen: 0,
    orderedOn,
  });
/** Promo is at most 15 % of the touches: talks with others make room for it. */
const others = (rep: Rep, count: number) => {
  for (let n = 0; n < count; n++) {
    const card = { name: `客${n}`, tier: 'C', addedOn: '2025-01-01' } as const;
    rep.patrol.log(rep.customer.create({ fields: card }).customerId, { outcome: 'nothing' });
  }
};

describe('an offer that runs', () => {
  test('is on the list of who may be told of it, with its text; the others are named with the reason', () => {
    const rep = createRep();
    others(rep, 12);
    offer(rep, '矫正公开日');
    friend(rep, '赵一', { addressAs: '赵姐' });
    friend(rep, '钱二', { trustStage: 'acquainted' });
    friend(rep, '孙三', {}, 2);
    friend(rep, '李四', { consent: 'service_only' });
    expect(promos(rep)).toMatchObject([
      { name: '赵一', subjectText: '矫正公开日', draft: '赵姐，矫正公开日，我是王小明' },
    ]);
    expect(reasons(rep).filter((line) => !line.startsWith('客'))).toEqual([
      '李四 SERVICE_ONLY',
      '钱二 TRUST_TOO_LOW',
      '孙三 CARE_FIRST',
    ]);
  });

  test('told apart: kept back by a rule, or let through on a day that is full', async () => {
    const rep = createRep();
    others(rep, 12);
    offer(rep, '矫正公开日', { offerTiers: ['B'] });
    friend(rep, '赵一');
    friend(rep, '钱二', { trustStage: 'acquainted' });
    const counts = async () => {
      const { customers, noRoom } = await rep.plan.hiddenPage({ kinds: ['PROMO'] });
      return { customers, noRoom };
    };
    expect(await counts()).toEqual({ customers: 1, noRoom: 0 });
    rep.context.pulled('setting', {
      scopeId: rep.context.companyScopeId,
      key: 'day.promos',
      value: 0,
      teamId: null,
      personId: null,
    });
    expect(promos(rep)).toEqual([]);
    expect(await counts()).toEqual({ customers: 2, noRoom: 1 });
  });

  test('is for its tiers and for the buyers of its product, each customer being all of it', () => {
    const rep = createRep();
    others(rep, 12);
    offer(rep, '老客体检', { offerTiers: ['A', 'B'], offerProduct: '护理' });
    const [buyer, back] = [friend(rep, '赵一'), friend(rep, '钱二')];
    friend(rep, '孙三');
    const ofC = friend(rep, '李四', { tier: 'C' });
    for (const id of [buyer, back, ofC]) bought(rep, id, '2025-06-01');
    // Paid back: never bought.
    const { bookId } = rep.context;
    const order = { customerId: back, product: '护理', quantity: -1, marginFen: 0, orderedOn: '2025-06-02' };
    rep.context.pulled('customer_order', { scopeId: bookId, ...order, paidFen: -10_000 });
    expect(promos(rep).map(({ name }) => name)).toEqual(['赵一']);
    expect(reasons(rep)).toEqual([]);
  });

  test('is for those with its tag; not before its first day, not after its last, not one without days', () => {
    const rep = createRep();
    others(rep, 12);
    offer(rep, '种植', { offerTag: '种植牙' });
    offer(rep, '尚未', { offerFromOn: '2026-03-11', offerToOn: '2026-03-25' });
    offer(rep, '已过', { offerToOn: '2026-03-09' });
    offer(rep, '文案', { offerFromOn: null, offerToOn: null });
    offer(rep, '问候', { kind: 'care' });
    friend(rep, '赵一');
    rep.tag.add(friend(rep, '钱二'), '种植牙');
    rep.tag.add(friend(rep, '孙三'), '种植牙', { expiresOn: '2026-03-09' });
    expect(promos(rep).map(({ name, subjectText }) => [name, subjectText])).toEqual([['钱二', '种植']]);
    expect(reasons(rep)).toEqual([]);
    const titles = () =>
      [...promos(rep), ...rep.plan.hidden(['PROMO'])]
        .map(({ subjectText }) => subjectText)
        .filter((title) => title !== '尚未');
    rep.clock.set('2026-03-20T01:00:00.000Z');
    expect(titles()).toEqual(['种植']);
    rep.clock.set('2026-03-21T01:00:00.000Z');
    expect(titles()).toEqual([]);
  });

  test('is for those in its saved view, whoever the list would show there', () => {
    const rep = createRep();
    const one = friend(rep, '赵一', { city: '杭州', source: 'referral', trustStage: 'committed' });
    const two = friend(rep, '钱二', { tier: 'A', addedOn: '2026-03-01', city: '上海' }, 1);
    const three = friend(rep, '孙三', { status: 'do_not_contact' }, 0);
    rep.customer.create({ fields: { name: '李四', tier: 'N', addedOn: '2026-03-08' } });
    rep.customer.create({ fields: { name: '周五', addedOn: '2020-01-01', consent: 'none' } });
    rep.tag.add(one, '种植');
    rep.tag.add(two, '种植', { expiresOn: '2026-03-10' });
    rep.tag.add(three, '矫正');
    bought(rep, one, '2025-06-01');
    bought(rep, one, '2025-07-01');
    bought(rep, two, '2025-07-01');
    const leaves: Condition[] = [
      { is: 'tag', anyOf: ['种植'] },
      { is: 'tag', anyOf: ['没有人有', '矫正'] },
      { is: 'tier', anyOf: ['A', 'N'] },
      { is: 'trust', anyOf: ['committed'] },
      { is: 'status', anyOf: ['do_not_contact'] },
      { is: 'source', anyOf: ['referral'] },
      { is: 'city', anyOf: ['上海', '苏州'] },
      { is: 'quietDays', atLeast: 11 },
      { is: 'addedDays', atMost: 9 },
      { is: 'orders', atLeast: 2 },
      { is: 'paidFen', atLeast: 10_000 },
      { is: 'due' },
    ];
    const filters: CustomerFilter[] = [
      ...leaves.flatMap((leaf) => [{ segment: leaf }, { segment: { not: leaf } }]),
      { segment: { any: [leaves[0]!, { all: [leaves[2]!, { not: leaves[9]! }] }] } },
      { tags: ['种植'], tiers: ['A', 'B'], statuses: ['active'], segment: leaves[10]! },
      { due: true },
    ];
    const shown = (filter: CustomerFilter) => names(rep.customer.list(filter, byName).lines);
    for (const on of [today, '2026-03-11']) {
      rep.clock.set(`${on}T01:00:00.000Z`);
      const met = new Set<number>();
      for (const filter of filters) {
        const segment = segmentOfFilter(filter)!;
        const id = offer(rep, '给谁', { offerFor: { name: '视图', segment } });
        const { customers } = loadPlanInput(rep.context.db, {
          bookIds: [rep.context.bookId],
          planOn: on,
          now: rep.clock.now(),
        });
        const meant = customers.filter(({ offers }) => offers.some((each) => each.id === id));
        const known = new Map(rep.customer.list({}, byName).lines.map((line) => [line.id, line]));
        expect(names(meant.map((each) => known.get(each.id)!)), JSON.stringify(filter)).toEqual(
          shown(filter),
        );
        met.add(meant.length);
      }
      expect(met.size).toBeGreaterThan(3);
    }
    for (const filter of [{}, { search: '赵' }, { tierMoved: true }, { deleted: true }, { tiers: [] }])
      expect(segmentOfFilter(filter)).toBeUndefined();
  });

  test('comes one at a time, the one that ends first; one that was made is not made again', () => {
    const rep = createRep();
    others(rep, 12);
    offer(rep, '久', { offerToOn: null });
    offer(rep, '急', { offerToOn: '2026-03-12' });
    friend(rep, '赵一');
    const [urgent] = promos(rep);
    expect([urgent!.subjectText, promos(rep).length]).toEqual(['急', 1]);
    rep.plan.done(urgent!.id, { kind: 'chat', body: '已发', replied: null });
    rep.clock.set('2026-03-11T01:00:00.000Z');
    expect(promos(rep)).toEqual([]);
    expect(reasons(rep)).toContain('赵一 PROMO_WEEK_CAP');
    expect(rep.plan.hidden(['PROMO']).find(({ name }) => name === '赵一')!.subjectText).toBe('久');
  });

  test('fills at most five places of a day and 15 % of its touches', () => {
    const rep = createRep();
    offer(rep, '矫正公开日');
    for (let n = 0; n < 12; n++) friend(rep, `友${n}`);
    others(rep, 10);
    const touches = rep.plan.today().items.length;
    expect(promos(rep).length).toBeGreaterThan(0);
    expect(promos(rep).length).toBeLessThanOrEqual(Math.min(5, 0.15 * touches));
    expect(reasons(rep).filter((line) => line.startsWith('友'))).toHaveLength(12 - promos(rep).length);
  });
});

test(`a question about the offer first: a repurchase and an offer are two rows, and only one of them is on ${today}`, () => {
  const rep = createRep();
  others(rep, 12);
  offer(rep, '矫正公开日');
  const id = friend(rep, '赵一');
  for (const orderedOn of ['2025-09-01', '2025-12-01']) bought(rep, id, orderedOn);
  const own = rep.plan.today().items.filter(({ name }) => name === '赵一');
  expect(own.map(({ kind }) => kind)).toEqual(['REPURCHASE']);
  expect(reasons(rep)).toContain('赵一 ONE_PER_DAY');
});

test('a check-in by date that carries an offer was an offer: it is kept as promo and closes the way to the next one', () => {
  const rep = createRep();
  others(rep, 12);
  const ids = ['赵一', '钱二'].map((name) => friend(rep, name));
  for (const customerId of ids) {
    for (const orderedOn of ['2025-09-01', '2025-12-01']) bought(rep, customerId, orderedOn);
  }
  const [plain, selling] = ids.map((customerId) =>
    rep.plan.today().items.find((item) => item.customerId === customerId && item.kind === 'REPURCHASE'),
  );
  rep.plan.done(plain!.id, { kind: 'chat', body: '恢复得怎么样？', replied: null });
  rep.plan.done(selling!.id, { kind: 'chat', body: '这周套餐优惠', replied: null });
  const classOf = (customerId: string) =>
    rep.context.db.raw<{ touchClass: string }>(
      `SELECT touch_class FROM touch WHERE customer_id = ? AND plan_item_id IS NOT NULL`,
      customerId,
    );
  expect(ids.map(classOf)).toEqual([[{ touchClass: 'service' }], [{ touchClass: 'promo' }]]);
  offer(rep, '矫正公开日');
  rep.clock.set('2026-03-12T01:00:00.000Z');
  expect(reasons(rep)).toContain('钱二 PROMO_WEEK_CAP');
});

test('[R5] whether an offer may go with a check-in is said before it is sent, by the rules of promo', () => {
  const rep = createRep();
  others(rep, 12);
  const stranger = friend(rep, '钱二', {}, 2);
  const known = friend(rep, '赵一', { addressAs: '赵姐' });
  for (const id of [known, stranger])
    for (const orderedOn of ['2025-09-01', '2025-12-01']) bought(rep, id, orderedOn);
  const offerOf = (customerId: string) =>
    rep.plan.today().items.find((item) => item.customerId === customerId && item.kind === 'REPURCHASE')
      ?.offer;
  expect(offerOf(known)).toEqual({ title: '', text: '', code: null });
  offer(rep, '矫正公开日');
  expect(offerOf(known)).toEqual({
    title: '矫正公开日',
    text: '赵姐，矫正公开日，我是王小明',
    code: null,
  });
  expect(offerOf(stranger)).toMatchObject({ code: 'CARE_FIRST' });
  rep.touch.log(known, {
    kind: 'chat',
    touchClass: 'promo',
    body: '',
    replied: true,
    happenedAt: new Date(rep.clock.now() - 2 * dayMs).toISOString(),
  });
  expect(offerOf(known)).toMatchObject({ code: 'PROMO_WEEK_CAP' });
  expect(rep.plan.today().items.find(({ customerId }) => customerId === known)!.draft).toBe(
    '赵姐，上次的护理用得怎么样？有什么不顺的地方，随时跟我说。',
  );
});

test('the draft takes up the concern that is still open', () => {
  const rep = createRep();
  const id = friend(rep, '赵一', { addressAs: '赵姐', tier: 'A' });
  const draft = () => rep.plan.today().items.find(({ kind }) => kind === 'GAP')?.draft;
  expect(draft()).toBe('');
  const need = rep.need.create(id, '种植疼不疼');
  expect(draft()).toBe('赵姐，您上次说的“种植疼不疼”，后来怎么样了？');
  rep.need.setStatus(need.id, 'answered');
  expect(draft()).toBe('');
});

test('another text of the library is filled in as the draft of the row is', () => {
  const rep = createRep();
  offer(rep, '三月护理');
  const other = offer(rep, '老客回访', {
    body: '{称呼}，{城市}店这周有位，{我}；{时间}方便吗？',
    offerTag: '别的',
  });
  const gone = offer(rep, '旧的', { deletedAt: new Date(rep.clock.now()).toISOString() });
  friend(rep, '王姐', { addressAs: '姐', city: '杭州' });
  others(rep, 10);
  const [item] = promos(rep);
  expect(item?.draft).toContain('姐，三月护理');
  expect(rep.plan.draft(item!.id, other)).toMatch(/^姐，杭州店这周有位，.+；{时间}方便吗？$/);
  expect(() => rep.plan.draft(item!.id, gone)).toThrow('content_item');
  expect(() => rep.plan.draft(crypto.randomUUID(), other)).toThrow('plan_item');
});
