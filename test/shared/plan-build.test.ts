import { describe, expect, test } from 'vitest';
import { addDays } from '#shared/domain/calendar.ts';
import { buildPlan } from '#shared/domain/plan/build.ts';
import type { PlanCustomer } from '#shared/domain/plan/input.ts';
import { defaultSettings } from '#shared/domain/setting.ts';
import { sopBankOf } from '#shared/domain/plan/sop/bank.ts';
import { customer, daysAgo, enrolled, newSteps, planInput, planOn, todayAt } from './plan-fixture.ts';

const many = (count: number, fields: Partial<PlanCustomer>) =>
  Array.from({ length: count }, () => customer(fields));
const promised = (dueAt = todayAt('18:00')) => customer({ promises: [{ id: 'p', dueAt }] });
const due = (tier: 'A' | 'B' | 'C') => ({ tier, lastContactAt: daysAgo(100) }) as const;

describe('R3: who is hidden, and why', () => {
  test.each([
    [{ status: 'do_not_contact' }, 'DO_NOT_CONTACT'],
    [{ status: 'blocked_us' }, 'BLOCKED_US'],
    [{ status: 'deleted_us' }, 'DELETED_US'],
    [{ consent: 'none' }, 'NO_CONSENT'],
    [{ lastContactAt: todayAt('08:10') }, 'TOUCHED_TODAY'],
    [{ lastContactAt: daysAgo(3) }, 'NOT_DUE'],
  ] as const)('%o is hidden as %s', (fields, code) => {
    const who = customer({ tier: 'A', lastContactAt: daysAgo(30), ...fields });
    const plan = buildPlan(planInput([who]));
    expect(plan.items).toEqual([]);
    expect([...plan.hidden]).toEqual([[who.id, code]]);
  });

  test('what was promised is never filtered', () => {
    for (const fields of [
      { lastContactAt: todayAt('08:10') },
      { consent: 'none' },
      { status: 'do_not_contact' },
    ] as const) {
      const who = customer({ ...fields, promises: [{ id: 'p', dueAt: todayAt('18:00') }] });
      const plan = buildPlan(planInput([who]));
      expect(plan.items.map(({ kind }) => kind)).toEqual(['PROMISE']);
      expect(plan.hidden.size).toBe(0);
    }
  });

  test('a promise of tomorrow is not listed today', () => {
    expect(buildPlan(planInput([promised(`${addDays(planOn, 1)}T01:00:00.000Z`)])).items).toEqual([]);
  });
});

describe('R7: building the day', () => {
  test('obligations come first: those past their time, then by due time', () => {
    const [evening, noon, missed] = [
      promised(todayAt('18:00')),
      promised(todayAt('12:00')),
      promised(daysAgo(2)),
    ];
    const gap = customer(due('A'));
    const plan = buildPlan(planInput([gap, evening, noon, missed]));
    expect(plan.items.map((item) => item.customerId)).toEqual([missed.id, noon.id, evening.id, gap.id]);
  });

  test('a card shows as many reasons as the company wants, three at most', () => {
    const who = customer({ ...due('A'), intent: 3, intentAt: daysAgo(1) });
    const shown = (settings: object) =>
      buildPlan({ ...planInput([who]), settings: { ...defaultSettings, ...settings } }).items.map(
        ({ reasons }) => reasons.length,
      );
    expect([shown({}), shown({ 'day.reasons': 1 })]).toEqual([[3], [1]]);
  });

  test('obligations beyond 60 % of the day are listed and marked as overload', () => {
    const plan = buildPlan(planInput(Array.from({ length: 35 }, () => promised())));
    const overload = plan.items.map(({ reasons }) => reasons[0]!.code === 'overload');
    expect(overload).toEqual([...Array(30).fill(false), ...Array(5).fill(true)]);
  });

  test('a promise and a contact gap of one customer stand together', () => {
    const both = customer({ ...due('C'), promises: [{ id: 'p', dueAt: todayAt('18:00') }] });
    const plan = buildPlan(planInput([...many(3, due('A')), both]));
    expect(plan.items.slice(0, 2).map(({ customerId, kind }) => [customerId, kind])).toEqual([
      [both.id, 'PROMISE'],
      [both.id, 'GAP'],
    ]);
  });

  test('at most 24 chats; the rest of the day is hidden as full', () => {
    const plan = buildPlan(planInput([...many(30, due('A')), ...many(10, due('C'))]));
    expect(plan.items).toHaveLength(24);
    expect(plan.items.every(({ tier }) => tier === 'A')).toBe(true);
    expect([...plan.hidden.values()]).toEqual(Array(16).fill('CHATS_FULL'));
  });

  test('R6: among equals the longest untouched comes first, then the lower id', () => {
    const [a, b, c] = [
      customer(due('C')),
      customer(due('C')),
      customer({ ...due('C'), lastContactAt: daysAgo(101) }),
    ];
    const idsOf = (book: PlanCustomer[]) => buildPlan(planInput(book)).items.map((item) => item.customerId);
    expect(idsOf([b, a, c])).toEqual([c.id, a.id, b.id]);
    expect(idsOf([a, b, c])).toEqual([c.id, a.id, b.id]);
  });

  test('tier A takes at most 80 % of what is left', () => {
    const settings = { ...defaultSettings, 'day.minutes': 100, 'minutes.GAP': 10 };
    const plan = buildPlan(planInput([...many(20, due('A')), ...many(20, due('B'))], { settings }));
    const of = (tier: string) => plan.items.filter((item) => item.tier === tier).length;
    expect([of('A'), of('B')]).toEqual([8, 2]);
  });

  test('new customers take at most 30 % of the day', () => {
    const fresh = many(40, { tier: 'N', addedOn: addDays(planOn, -3), lastContactAt: daysAgo(2) });
    const plan = buildPlan(planInput(fresh));
    expect(plan.items).toHaveLength(18);
    expect(plan.items.every(({ kind }) => kind === 'SOP_SOFT')).toBe(true);
  });

  test('what was dealt with today stays counted and is not listed again', () => {
    const [first, ...others] = many(30, due('C'));
    const settled = [{ customerId: first!.id, kind: 'GAP', subject: '', deciMinutes: 40 }] as const;
    const plan = buildPlan(planInput([first!, ...others], { settled }));
    expect(plan.items).toHaveLength(23);
    expect(plan.items.some((item) => item.customerId === first!.id)).toBe(false);
    expect(plan.hidden.has(first!.id)).toBe(false);
  });

  test('reasons: at most three, each from the list the page translates', () => {
    const plan = buildPlan(
      planInput([
        customer({ ...due('A'), intent: 2 }),
        promised(daysAgo(1)),
        customer({ ...due('C'), lastContactAt: null }),
      ]),
    );
    expect(plan.items.map(({ reasons }) => reasons.map(({ code }) => code))).toEqual([
      ['promise', 'overdueDays', 'tier'],
      ['tier', 'overdueDays', 'intent'],
      ['tier', 'overdueDays', 'neverTouched'],
    ]);
  });

  test('[D12] who is new warms: the day, and of how many', () => {
    const isNew = (days: number) =>
      enrolled(customer({ tier: 'N', addedOn: addDays(planOn, -days), lastContactAt: null }));
    const plan = buildPlan(planInput([isNew(0), isNew(3)]));
    expect(plan.items.map(({ reasons }) => reasons.find(({ code }) => code === 'newDay')?.params)).toEqual([
      { day: 3, of: 14 },
      { day: 0, of: 14 },
    ]);
  });
});

test('a settled step that sells counts as promo, not as care (R7.5)', () => {
  const step = { ...newSteps[0]!, touchClass: 'promo', channel: 'chat', hard: false } as const;
  const steps = [
    sopBankOf([{ code: 'NEW-14', steps: [step] }], defaultSettings).find('NEW-14', planOn)!.steps[0]!,
  ];
  const selling = customer({
    enrolments: [
      { code: 'X', purpose: 'care', trigger: 'hand', startedOn: planOn, steps, closed: [], exit: null },
    ],
  });
  const settled = [
    { customerId: selling.id, kind: 'SOP_SOFT', subject: `X ${planOn} 0`, deciMinutes: 30 },
  ] as const;
  const open = customer({
    ...{ tier: 'B', trustStage: 'approved', lastContactAt: daysAgo(10), lastInteractionAt: daysAgo(3) },
    offers: [{ id: 'o' }],
    promo: { ...customer().promo, careSince: 3 },
  });
  const others = many(12, due('C'));
  const settings = { ...defaultSettings, 'day.promos': 1 };
  const codes = (of: object) =>
    buildPlan(planInput([selling, open, ...others], { settings, ...of })).hiddenCandidates.map(
      ({ code }) => code,
    );
  expect(codes({})).not.toContain('PROMO_FULL');
  expect(codes({ settled })).toContain('PROMO_FULL');
});
