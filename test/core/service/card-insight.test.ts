import { describe, expect, test } from 'vitest';
import { CoreError } from '#core/core-error.ts';
import type { CustomerFields } from '#shared/contract/customer.ts';
import { createRep } from './rep.ts';

const setUp = (fields: Partial<CustomerFields> = {}) => {
  const rep = createRep();
  const { customerId } = rep.customer.create({ fields: { name: '孙姐', ...fields }, phone: '13800001234' });
  const chat = (happenedAt: string, replied = true) =>
    rep.touch.log(customerId, { kind: 'chat', touchClass: 'care', body: '', replied, happenedAt });
  return {
    rep,
    customerId,
    chat,
    card: () => rep.customer.get(customerId),
    insight: () => rep.insight.get(customerId),
    order: (orderedOn: string, paidFen = 10_000, marginFen = 4_000) =>
      rep.context.pulled('customer_order', {
        scopeId: rep.context.bookId,
        customerId,
        product: '洁牙',
        quantity: 1,
        paidFen,
        marginFen,
        orderedOn,
      }),
  };
};
const reasonMissing = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return error instanceof CoreError && error.code === 'REFUSED' && error.detail === 'REASON_MISSING';
  }
  return false;
};

describe('[R16] signs of trust', () => {
  const met = ({ insight }: ReturnType<typeof setUp>) =>
    insight()
      .trust.evidence.filter(({ isMet }) => isMet)
      .map(({ sign }) => sign);

  test('come from the rows of the customer', () => {
    const set = setUp();
    expect(met(set)).toEqual([]);
    for (const day of ['03', '05', '07']) set.chat(`2026-03-${day}T02:00:00.000Z`);
    expect(met(set)).toEqual(['replies']);
    expect(set.insight().trust).toMatchObject({ bySigns: 'acquainted', needed: 2 });
    const { id } = set.rep.need.create(set.customerId, '怕疼');
    set.rep.need.setStatus(id, 'answered');
    expect(met(set)).toEqual(['replies', 'acceptedUseful']);
    expect(set.insight().trust.bySigns).toBe('approved');
    set.order('2026-03-01');
    set.order('2026-03-05');
    expect(met(set)).toEqual(['replies', 'acceptedUseful', 'firstOrder', 'repeatOrders']);
  });

  test('an order that was paid back in full is no sign', () => {
    const set = setUp();
    set.order('2026-03-01', 10_000);
    set.order('2026-03-01', -10_000);
    expect(met(set)).toEqual([]);
  });

  test('the stage they speak for is set without a reason; another one needs one and stays in the history', () => {
    const set = setUp();
    expect(reasonMissing(() => set.rep.customer.patch(set.customerId, { trustStage: 'approved' }))).toBe(
      true,
    );
    expect(reasonMissing(() => set.rep.customer.patch(set.customerId, { trustStage: 'approved' }, ' '))).toBe(
      true,
    );
    expect(set.card().trustStage).toBe('acquainted');
    set.rep.customer.patch(set.customerId, { trustStage: 'approved' }, '当面聊过,很认可');
    expect(set.insight().trust).toMatchObject({
      bySigns: 'acquainted',
      manual: { reason: '当面聊过,很认可', byName: '王小明' },
    });
    set.rep.customer.patch(set.customerId, { trustStage: 'acquainted' });
    expect(set.insight().trust.manual).toBeNull();
  });

  test('taking a change back leaves no trace of it', () => {
    const set = setUp();
    set.rep.customer.patch(set.customerId, { trustStage: 'committed' }, '老客户');
    set.rep.customer.undoChange(set.customerId, 'trustStage');
    expect(set.card().trustStage).toBe('acquainted');
    expect(set.insight().trust.manual).toBeNull();
    const before = set.rep.mutations();
    set.rep.customer.undoChange(set.customerId, 'trustStage');
    expect(set.rep.mutations()).toEqual(before);
  });
});

describe('[B15] the source is kept for life', () => {
  test('set once without a word, changed only with a reason', () => {
    const { rep, customerId, card } = setUp();
    rep.customer.patch(customerId, { source: 'paid', sourcePlatform: '抖音' });
    expect(rep.count('card_change')).toBe(0);
    expect(reasonMissing(() => rep.customer.patch(customerId, { sourceCampaign: '双11' }))).toBe(true);
    rep.customer.patch(customerId, { sourceCampaign: '双11' }, '补全');
    expect(rep.count('card_change')).toBe(1);
    expect(card()).toMatchObject({ source: 'paid', sourcePlatform: '抖音', sourceCampaign: '双11' });
    rep.customer.undoChange(customerId, 'source');
    expect(card()).toMatchObject({ source: 'paid', sourcePlatform: '抖音', sourceCampaign: '' });
  });
  test('what else is in the same form is saved with it, or not at all', () => {
    const { rep, customerId, card } = setUp({ source: 'order' });
    expect(reasonMissing(() => rep.customer.patch(customerId, { source: 'paid', city: '上海' }))).toBe(true);
    expect(card()).toMatchObject({ source: 'order', city: '' });
  });
});

describe('[B04] triage', () => {
  const triage = {
    intent: 2,
    intentProduct: '隐形矫正',
    intentBasis: 'stated',
    intentNote: '问了价格',
    cue: 'genuine',
    source: 'referral',
  } as const;
  test('is one mutation, proposes the grade, and can be taken back', () => {
    const { rep, customerId, card } = setUp();
    const before = rep.mutations().length;
    const { former } = rep.triage.save(customerId, triage);
    expect(rep.mutations().slice(before)).toEqual(['customer.triage']);
    expect(card()).toMatchObject({ ...triage, grade: 'high', triagedAt: '2026-03-10T01:00:00.000Z' });
    rep.triage.undo(customerId, former);
    expect(card()).toMatchObject({ intent: 0, cue: null, grade: null, source: 'unknown', triagedAt: null });
  });
  test('a source that was set stays', () => {
    const { rep, customerId, card } = setUp({ source: 'order' });
    rep.triage.save(customerId, { ...triage, grade: 'low' });
    expect(card()).toMatchObject({ source: 'order', grade: 'low' });
  });
});

test('[R17] a look at a masked number is queued for the audit log, without the number', () => {
  const { rep, card } = setUp();
  const [point] = card().contactPoints;
  expect(rep.reveal.reveal(point!.id)).toEqual({ value: '13800001234' });
  const [sent] = rep.context.db.raw<{ name: string; writes: unknown[] }>(
    `SELECT name, writes FROM outbox ORDER BY seq DESC LIMIT 1`,
  );
  expect(sent).toMatchObject({
    name: 'contact.reveal',
    writes: [{ entity: 'contact_reveal', fields: { contactPointId: point!.id, kind: 'phone' } }],
  });
  expect(JSON.stringify(sent)).not.toContain('13800001234');
});

test('[D17] the strip has past touches, what is planned, and the next touch', () => {
  const { rep, customerId, chat, insight } = setUp({ addedOn: '2025-06-01', tier: 'A' });
  chat('2026-02-20T02:00:00.000Z');
  rep.promise.create(customerId, { body: '发资料', dueAt: '2026-03-12T02:00:00.000Z' });
  rep.promise.create(customerId, { body: '早该做的', dueAt: '2026-03-01T02:00:00.000Z' });
  expect(insight().cadence).toMatchObject({
    fromOn: '2026-01-09',
    today: '2026-03-10',
    touches: [{ on: '2026-02-20', kind: 'chat' }],
    planned: [
      { on: '2026-03-10', kind: 'promise', text: '早该做的' },
      { on: '2026-03-10', kind: 'next' },
      { on: '2026-03-12', kind: 'promise', text: '发资料' },
    ],
    gaps: [
      { fromOn: '2026-01-09', toOn: '2026-02-19' },
      { fromOn: '2026-02-21', toOn: '2026-03-10' },
    ],
  });
});

test('[C06] value: what was paid, and the margin where it is known', () => {
  const { order, insight } = setUp();
  order('2026-02-01', 30_000, 12_000);
  order('2026-03-01', 20_000, 0);
  expect(insight().value).toMatchObject({
    orders: 2,
    paidFen: 50_000,
    marginFen: 12_000,
    withMargin: 1,
    firstOn: '2026-02-01',
    latest: [{ orderedOn: '2026-03-01' }, { orderedOn: '2026-02-01' }],
  });
});

describe('written down by hand', () => {
  test('orders feed the value and the signs; each is put right, taken away and brought back', () => {
    const { rep, customerId, insight, card } = setUp();
    const order = { product: '洁牙', quantity: 1, paidFen: 19_900, marginFen: 0, orderedOn: '2026-03-01' };
    const { id } = rep.order.create(customerId, order);
    expect(insight().value).toMatchObject({ orders: 1, paidFen: 19_900, firstOn: '2026-03-01' });
    expect(insight().value.latest).toEqual([{ id, ...order, orderNo: '', pending: true }]);
    expect(card().purchases).toMatchObject({ count: 1, paidFen: 19_900, lastOn: '2026-03-01' });
    rep.order.patch(id, { ...order, paidFen: 29_900, marginFen: 9_000 });
    expect(insight().value).toMatchObject({ paidFen: 29_900, marginFen: 9_000, withMargin: 1 });
    rep.order.patch(id, { ...order, paidFen: 29_900, marginFen: 9_000 });
    rep.order.patch(id, { ...order, paidFen: 29_900, marginFen: 9_000, orderNo: 'D-17' });
    expect(insight().value.latest).toMatchObject([{ id, paidFen: 29_900, orderNo: 'D-17' }]);
    rep.order.delete(id);
    expect(insight().value.orders).toBe(0);
    rep.order.restore(id);
    expect(insight().value.orders).toBe(1);
    expect(rep.mutations().slice(1)).toEqual([
      'order.create',
      'order.patch',
      'order.patch',
      'order.delete',
      'order.restore',
    ]);
  });

  test('[R16] a score of 9 and a friend who paid are signs of 认定; the last score counts', () => {
    const { rep, customerId, insight } = setUp();
    const committed = () =>
      insight().trust.evidence.flatMap(({ sign, stage, isMet }) =>
        stage === 'committed' && isMet ? [sign] : [],
      );
    const score = (value: number, happenedOn: string) =>
      rep.endorsement.create(customerId, {
        kind: 'nps',
        score: value,
        isPaid: false,
        body: '',
        happenedOn,
      });
    score(9, '2026-02-01');
    expect(committed()).toEqual(['highNps']);
    const later = score(6, '2026-03-01');
    expect(committed()).toEqual([]);
    rep.endorsement.delete(later.id);
    expect(committed()).toEqual(['highNps']);
    const friend = {
      kind: 'referral' as const,
      score: null,
      isPaid: false,
      body: '她同事陈姐',
      happenedOn: '2026-03-02',
    };
    const { id } = rep.endorsement.create(customerId, friend);
    expect(insight().trust.bySigns).toBe('acquainted');
    rep.endorsement.patch(id, { ...friend, isPaid: true });
    expect(committed()).toEqual(['highNps', 'paidReferral']);
    expect(insight().trust.bySigns).toBe('committed');
    expect(insight().trust.endorsements.map(({ kind, isPaid }) => [kind, isPaid])).toEqual([
      ['referral', true],
      ['nps', false],
    ]);
  });

  test('another tier needs a reason, stays in the history, and is taken back with it', () => {
    const { rep, customerId, card } = setUp();
    expect(reasonMissing(() => rep.customer.patch(customerId, { tier: 'A' }))).toBe(true);
    expect(reasonMissing(() => rep.customer.patch(customerId, { tier: 'A', city: '上海' }, ' '))).toBe(true);
    rep.customer.patch(customerId, { tier: 'A' }, '连着买了三次');
    const changes = () =>
      rep.timeline
        .list(customerId, undefined, 20)
        .entries.flatMap((entry) => (entry.type === 'change' ? [entry] : []));
    expect(changes()).toMatchObject([{ field: 'tier', fromValue: 'N', toValue: 'A', body: '连着买了三次' }]);
    rep.customer.undoChange(customerId, 'tier');
    expect(card().tier).toBe('N');
    expect(changes()).toEqual([]);
  });

  test('[D17] the next touch by hand counts in place of the rhythm until they are spoken to', () => {
    const { rep, customerId, card, chat, insight } = setUp({ addedOn: '2025-01-01' });
    rep.customer.patch(customerId, { tier: 'B' }, '常客');
    chat('2026-03-09T02:00:00.000Z');
    expect(card().nextTouchOn).toBe('2026-03-30');
    const { former } = rep.nextDay.set(customerId, { on: '2026-03-12', reason: '回访报价' });
    expect(card().nextTouchOn).toBe('2026-03-12');
    expect(insight().cadence.next).toEqual({ byHand: true, reason: '回访报价' });
    expect(insight().cadence.planned).toContainEqual({ on: '2026-03-12', kind: 'next', text: '回访报价' });
    const byName = { by: 'name', direction: 'asc' } as const;
    expect(rep.customer.list({}, byName).lines[0]!.nextTouchOn).toBe('2026-03-12');
    rep.nextDay.set(customerId, former);
    expect(card().nextTouchOn).toBe('2026-03-30');
    rep.nextDay.set(customerId, { on: '2026-03-12', reason: '回访报价' });
    rep.clock.set('2026-03-12T01:00:00.000Z');
    expect(rep.plan.today()!.items.map(({ kind, customerId: who }) => [kind, who])).toContainEqual([
      'GAP',
      customerId,
    ]);
    chat('2026-03-12T02:00:00.000Z');
    expect(insight().cadence.next.byHand).toBe(false);
    expect(card().nextTouchOn).toBe('2026-04-02');
  });

  test('[D17] who is overdue is set to today by hand and is on its list; the undo is overdue again', () => {
    const { rep, customerId, card, chat, insight } = setUp({ addedOn: '2025-01-01' });
    rep.customer.patch(customerId, { tier: 'B' }, '常客');
    chat('2026-01-05T02:00:00.000Z');
    expect(card().nextTouchOn).toBe('2026-01-26');
    const { former } = rep.nextDay.set(customerId, { on: '2026-03-10', reason: '' });
    expect(former).toEqual({ on: null, reason: '', setAt: null });
    expect(card().nextTouchOn).toBe('2026-03-10');
    expect(insight().cadence.next.byHand).toBe(true);
    const byName = { by: 'name', direction: 'asc' } as const;
    expect(rep.customer.list({ due: true }, byName).lines.map(({ id }) => id)).toEqual([customerId]);
    rep.nextDay.set(customerId, former);
    expect(card().nextTouchOn).toBe('2026-01-26');
    expect(insight().cadence.next.byHand).toBe(false);
  });
});
