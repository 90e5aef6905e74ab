import { expect, test } from 'vitest';
import { CoreError } from '#core/core-error.ts';
import { loadPlanInput } from '#core/db/repository/plan-input.ts';
import { createRep, today, type Rep } from './rep.ts';

const add = (rep: Rep, name: string) =>
  rep.customer.create({
    fields: {
      ...{ name, tier: 'A', trustStage: 'committed', addedOn: '2025-01-01' },
      ...{ addressAs: name, birthdayOn: '--12-01', city: '上海', jobTitle: '医生', source: 'order' },
    },
  }).customerId;
const promo = (rep: Rep, customerId: string, daysAgo: number) =>
  rep.touch.log(customerId, {
    kind: 'chat',
    touchClass: 'promo',
    body: '',
    replied: true,
    happenedAt: new Date(rep.clock.now() - daysAgo * 86_400_000).toISOString(),
  });
const planned = (rep: Rep, id: string) => {
  const bookIds = rep.context.db.raw<{ id: string }>('SELECT id FROM book').map((book) => book.id);
  const input = loadPlanInput(rep.context.db, { bookIds, planOn: today, now: rep.clock.now() });
  return input.customers.find((customer) => customer.id === id)!;
};

test('[R4] members of a household share the promo counters; leaving it ends that, undo brings it back', () => {
  const rep = createRep();
  const [wife, husband, stranger] = [add(rep, '张女士'), add(rep, '张先生'), add(rep, '李姐')];
  const { ids } = rep.household.link(wife, husband, '丈夫');
  expect(rep.customer.get(wife).household).toMatchObject([
    { customerId: husband, name: '张先生', relation: '丈夫' },
  ]);
  expect(rep.customer.get(husband).household).toMatchObject([{ customerId: wife, relation: '' }]);
  promo(rep, husband, 3);
  promo(rep, husband, 20);
  expect(planned(rep, wife).promo).toMatchObject({
    inWeek: 0,
    inMonth: 0,
    householdInWeek: 1,
    householdInMonth: 2,
  });
  expect(planned(rep, husband).promo).toMatchObject({ inWeek: 1, inMonth: 2, householdInWeek: 0 });
  expect(planned(rep, stranger).promo).toMatchObject({ householdInWeek: 0, householdId: null });
  rep.household.remove(ids);
  expect(planned(rep, wife).promo).toMatchObject({ householdInMonth: 0, householdId: null });
  rep.household.restore(ids);
  expect(planned(rep, wife).promo.householdInMonth).toBe(2);
});

test.each(['stop', 'complaint', 'deleted_us', 'blocked_us'] as const)(
  '[R4] %s of one keeps offers from the household for 30 days, and goes with the signal',
  (kind) => {
    const rep = createRep();
    const [wife, husband, stranger] = [add(rep, '张女士'), add(rep, '张先生'), add(rep, '李姐')];
    rep.household.link(wife, husband, '丈夫');
    for (const id of [wife, husband, stranger]) welcome(rep, id);
    const fateOf = (id: string) => {
      rep.clock.pass(61_000);
      const { items } = rep.plan.today();
      if (items.some((item) => item.customerId === id && item.kind === 'REFERRAL')) return 'listed';
      return rep.plan.hidden().find((line) => line.customerId === id && line.kind === 'REFERRAL')?.code;
    };
    const free = fateOf(husband);
    expect(free).not.toBe('HOUSEHOLD_FROZEN');
    const { id } = rep.signal.log(wife, { kind, body: '' });
    expect(planned(rep, husband)).toMatchObject({ complaintAt: null, stopAskedAt: null });
    expect(planned(rep, husband).promo.householdFrozenAt).toBe(
      rep.context.db.raw<{ at: string }>('SELECT happened_at AS at FROM signal')[0]!.at,
    );
    expect([fateOf(husband), fateOf(stranger)]).toEqual(['HOUSEHOLD_FROZEN', free]);
    expect(planned(rep, wife).promo.householdFrozenAt).toBeNull();
    rep.signal.delete(id);
    expect(fateOf(husband)).toBe(free);
    rep.signal.log(wife, { kind: 'ask', body: '' });
    expect(fateOf(husband)).toBe(free);
  },
);

/** Two purchases and three talks: may be asked to refer. */
function welcome(rep: Rep, customerId: string) {
  for (const orderedOn of ['2025-02-01', '2026-03-01'])
    rep.context.pulled('customer_order', {
      scopeId: rep.context.bookId,
      customerId,
      product: '护理',
      quantity: 1,
      paidFen: 10_000,
      marginFen: 0,
      orderedOn,
    });
  for (const days of [20, 40, 60])
    rep.touch.log(customerId, {
      kind: 'chat',
      touchClass: 'care',
      body: '',
      replied: true,
      happenedAt: new Date(rep.clock.now() - days * 86_400_000).toISOString(),
    });
}

test('a third one joins; who belongs to another household does not, nor does anybody join themselves', () => {
  const rep = createRep();
  const [a, b, c, d, e] = [add(rep, '甲'), add(rep, '乙'), add(rep, '丙'), add(rep, '丁'), add(rep, '戊')];
  rep.household.link(a, b, '妻子');
  expect(rep.household.link(a, c, '女儿').ids).toHaveLength(1);
  expect(new Set(rep.customer.get(b).household.map(({ name }) => name))).toEqual(new Set(['甲', '丙']));
  expect(rep.household.link(b, c, '')).toEqual({ ids: [] });
  rep.household.link(d, e, '');
  const codeOf = (act: () => unknown) => {
    try {
      act();
    } catch (error) {
      return error instanceof CoreError ? error.detail : String(error);
    }
  };
  expect(codeOf(() => rep.household.link(a, d, ''))).toBe('HOUSEHOLD_TAKEN');
  expect(codeOf(() => rep.household.link(a, a, ''))).toBe('SAME_CUSTOMER');
});

test('one who is not on the device is NOT_FOUND on either side, and nothing is written', () => {
  const rep = createRep();
  const [here, gone] = [add(rep, '甲'), add(rep, '乙')];
  const stranger = '0190ffff-a000-7000-8000-000000000001';
  rep.context.db.raw('DELETE FROM customer WHERE id = ?', gone);
  const before = rep.mutations();
  for (const [customerId, otherId] of [
    [stranger, here],
    [here, stranger],
    [here, gone],
  ] as const) {
    const link = () => rep.household.link(customerId, otherId, '妻子');
    expect(link).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
  }
  expect(rep.mutations()).toEqual(before);
  expect(rep.count('household_member')).toBe(0);
});

test('[R3] quiet hours and a legal hold of the customer reach the plan; only a lead or an admin changes the hold', () => {
  const rep = createRep();
  const id = add(rep, '张女士');
  rep.customer.patch(id, { quietFrom: 1_320, quietTo: 600 });
  expect(planned(rep, id).quietMinutes).toEqual({ from: 1_320, to: 600 });
  expect(rep.plan.today().items.map(({ kind }) => kind)).toContain('GAP');
  rep.customer.patch(id, { quietFrom: 0, quietTo: 1_440 });
  rep.clock.pass(60_000);
  expect(rep.plan.today().hidden).toEqual([{ code: 'QUIET_HOURS', customers: 1 }]);
  rep.customer.patch(id, { quietFrom: null, quietTo: null });
  expect(planned(rep, id).quietMinutes).toBeNull();
  expect(() => rep.customer.patch(id, { isLegalHold: true })).toThrow(CoreError);
  rep.context.mutator.mutate('customer.patch', [
    { op: 'patch', entity: 'customer', id, fields: { isLegalHold: true } },
  ]);
  rep.clock.pass(60_000);
  expect(rep.plan.today().hidden).toEqual([{ code: 'LEGAL_HOLD', customers: 1 }]);
  expect(rep.customer.patch(id, { isLegalHold: true }).isLegalHold).toBe(true);
});
