/** [R1, C12] Open deals on the card: what they are worth, what they became, and every way back. */
import { expect, test } from 'vitest';
import { CoreError } from '#core/core-error.ts';
import type { DealFields } from '#shared/contract/deal.ts';
import { createRep } from './rep.ts';

const deal: DealFields = {
  product: '隐形矫正',
  amountFen: 2_800_000,
  marginFen: null,
  stage: 'interested',
  expectedOn: null,
};
const setUp = () => {
  const rep = createRep();
  const { customerId } = rep.customer.create({ fields: { name: '周太' }, phone: '13800001234' });
  return { rep, customerId, deals: () => rep.insight.get(customerId).deals };
};

test('the likeliest first, with what they are worth together; a day that has passed shows', () => {
  const { rep, customerId, deals } = setUp();
  rep.deal.create(customerId, deal);
  rep.deal.create(customerId, {
    product: '洁牙卡',
    amountFen: 100_000,
    marginFen: 50_000,
    stage: 'agreed',
    expectedOn: '2026-03-09',
  });
  expect(deals().open.map(({ product, chance, isLate }) => [product, chance, isLate])).toEqual([
    ['洁牙卡', 0.9, true],
    ['隐形矫正', 0.1, false],
  ]);
  expect(deals()).toMatchObject({ expectedFen: 45_000 + 84_000, marginShare: 0.3, closed: [] });
});

test('a stage moves alone, a form writes what differs, and what is the same writes nothing', () => {
  const { rep, customerId, deals } = setUp();
  const { id } = rep.deal.create(customerId, deal);
  const before = rep.mutations().length;
  rep.deal.setStage(id, 'tried');
  rep.deal.setStage(id, 'tried');
  rep.deal.patch(id, { ...deal, stage: 'tried' });
  rep.deal.patch(id, { ...deal, stage: 'tried', expectedOn: '2026-04-30' });
  expect(rep.mutations().slice(before)).toEqual(['deal.setStage', 'deal.patch']);
  expect(deals().open).toMatchObject([{ stage: 'tried', expectedOn: '2026-04-30', isLate: false }]);
});

test('won is the order and the end of the deal in one mutation, and one step back', () => {
  const { rep, customerId, deals } = setUp();
  const { id } = rep.deal.create(customerId, deal);
  const before = rep.mutations().length;
  const order = { product: '隐形矫正', quantity: 1, paidFen: 2_600_000, marginFen: 900_000 };
  const { orderId } = rep.deal.win(id, { ...order, orderedOn: '2026-03-10' });
  expect(rep.mutations().slice(before)).toEqual(['deal.win']);
  expect(deals()).toMatchObject({ open: [], expectedFen: 0, closed: [{ id, status: 'won' }] });
  expect(rep.insight.get(customerId).value).toMatchObject({ orders: 1, marginFen: 900_000 });
  rep.deal.reopen(id, orderId);
  expect(deals()).toMatchObject({ open: [{ id, status: 'open', closedAt: null }], closed: [] });
  expect(rep.insight.get(customerId).value).toMatchObject({ orders: 0 });
});

test('lost keeps its reason until it is open again; deleted counts no more', () => {
  const { rep, customerId, deals } = setUp();
  const { id } = rep.deal.create(customerId, deal);
  rep.deal.lose(id, 'competitor');
  expect(deals().closed).toMatchObject([{ status: 'lost', lossReason: 'competitor' }]);
  rep.deal.reopen(id, null);
  expect(deals().open).toMatchObject([{ status: 'open', lossReason: null, closedAt: null }]);
  rep.deal.delete(id);
  expect(deals()).toMatchObject({ open: [], closed: [], expectedFen: 0 });
  rep.deal.restore(id);
  expect(deals().open).toHaveLength(1);
});

test('a deal that is not on the device is refused in words', () => {
  const { rep } = setUp();
  expect(() => rep.deal.lose('0190e000-0000-7000-8000-000000000001', 'price')).toThrow(CoreError);
});

test('its history: written down, moved on, and what it became; what is taken back leaves no trace', () => {
  const { rep, customerId } = setUp();
  const history = () =>
    rep.timeline
      .list(customerId, undefined, 9)
      .entries.map((entry) =>
        entry.type === 'deal'
          ? ['deal', entry.product, entry.status]
          : entry.type === 'change'
            ? [entry.field, entry.body, entry.fromValue, entry.toValue]
            : [entry.type],
      );
  const { id } = rep.deal.create(customerId, deal);
  const opened = ['deal', '隐形矫正', 'open'];
  rep.clock.pass(60_000);
  rep.deal.setStage(id, 'tried');
  rep.clock.pass(60_000);
  rep.deal.setStage(id, 'interested');
  expect(history()).toEqual([opened]);
  rep.deal.patch(id, { ...deal, stage: 'quoted', amountFen: 3_000_000 });
  // Back after a while is a step of its own.
  rep.clock.pass(3_600_000);
  rep.deal.setStage(id, 'interested');
  rep.clock.pass(60_000);
  rep.deal.lose(id, 'price');
  const moved = ['dealStage', '隐形矫正', 'interested', 'quoted'];
  const back = ['dealStage', '隐形矫正', 'quoted', 'interested'];
  const ended = ['deal', '隐形矫正', 'lost'];
  expect(history()).toEqual([['dealEnd', '隐形矫正', 'interested', 'lost\tprice'], back, moved, ended]);
  rep.deal.reopen(id, null);
  expect(history()).toEqual([back, moved, opened]);
  const order = { product: '隐形矫正', quantity: 1, paidFen: 2_600_000, marginFen: 900_000 };
  rep.clock.pass(60_000);
  rep.deal.win(id, { ...order, orderedOn: '2026-03-10' });
  expect(history()).toContainEqual(['dealEnd', '隐形矫正', 'interested', 'won']);
  rep.deal.delete(id);
  expect(history().some(([type]) => type === 'deal')).toBe(false);
});
