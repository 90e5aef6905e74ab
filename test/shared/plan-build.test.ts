import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays, startOfDate } from '#shared/domain/calendar.ts';
import { consents, customerStatuses, sources, tiers, trustStages } from '#shared/domain/entity/book.ts';
import { planItemKinds } from '#shared/domain/entity/user.ts';
import { buildPlan } from '#shared/domain/plan/build.ts';
import { hiddenCodes } from '#shared/domain/plan/hidden.ts';
import type { PlanCustomer } from '#shared/domain/plan/input.ts';
import { isObligation } from '#shared/domain/plan/kind.ts';
import { reasonCodes } from '#shared/domain/plan/reason.ts';
import { tierOn } from '#shared/domain/plan/rhythm.ts';
import { defaultSettings } from '#shared/domain/setting.ts';
import { customer, daysAgo, planInput, planOn, todayAt } from './plan-fixture.ts';

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
    expect([...plan.hidden.values()]).toEqual(Array(16).fill('DAY_FULL'));
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
});

const instant = fc.integer({ min: 0, max: 200 }).map((days) => daysAgo(days));
const anyCustomer = fc.record({
  id: fc.uuid(),
  bookId: fc.constant('book'),
  tier: fc.constantFrom(...tiers),
  trustStage: fc.constantFrom(...trustStages),
  source: fc.constantFrom(...sources),
  intent: fc.integer({ min: 0, max: 3 }),
  intentAt: fc.option(instant),
  status: fc.constantFrom(...customerStatuses),
  consent: fc.constantFrom(...consents),
  addedOn: fc.integer({ min: -2, max: 60 }).map((days) => addDays(planOn, -days)),
  lastContactAt: fc.option(instant),
  lastCommentAt: fc.option(instant),
  recentTouches: fc.integer({ min: 0, max: 6 }),
  unanswered: fc.integer({ min: 0, max: 4 }),
  lastItemKind: fc.option(fc.constantFrom(...planItemKinds)),
  promises: fc.uniqueArray(
    fc.record({
      id: fc.uuid(),
      dueAt: fc.integer({ min: -3, max: 30 }).map((days) => startOfDate(addDays(planOn, -days))),
    }),
    { maxLength: 2, selector: ({ id }) => id },
  ),
  closedSteps: fc.subarray([0, 1, 2, 3, 4]),
}) satisfies fc.Arbitrary<PlanCustomer>;
const anyBook = fc.uniqueArray(anyCustomer, { maxLength: 250, selector: ({ id }) => id, size: 'max' });

describe('R19: whatever the book', () => {
  test('no list breaks a cap, every customer is listed or hidden with a code, and the order of the input is nothing', () => {
    const s = defaultSettings;
    const total = s['day.minutes'] * 10;
    fc.assert(
      fc.property(anyBook, fc.integer(), (book, seed) => {
        const input = planInput(book);
        const { items, hidden, listHash } = buildPlan(input);
        const listed = new Set(items.map((item) => item.customerId));
        for (const { id } of book) expect(listed.has(id)).toBe(!hidden.has(id));
        for (const code of hidden.values()) expect(hiddenCodes).toContain(code);
        for (const item of items) {
          expect(item.reasons.length).toBeGreaterThan(0);
          expect(item.reasons.length).toBeLessThanOrEqual(3);
          for (const { code } of item.reasons) expect(reasonCodes).toContain(code);
          expect(Number.isInteger(item.score)).toBe(true);
        }

        const minutes = (of: typeof items) => of.reduce((sum, item) => sum + item.deciMinutes, 0);
        const obligations = items.filter(({ kind }) => isObligation(kind));
        const inTime = obligations.filter(({ reasons }) => reasons[0]!.code !== 'overload');
        const chosen = items.filter(({ kind }) => !isObligation(kind));
        const fresh = chosen.filter(({ kind, tier }) => kind === 'SOP_SOFT' || tier === 'N');
        const gaps = chosen.filter((item) => !fresh.includes(item));
        const left = total - minutes(inTime) - minutes(fresh);
        expect(minutes(inTime)).toBeLessThanOrEqual(total * s['day.obligationShare']);
        expect(minutes(fresh)).toBeLessThanOrEqual(total * s['day.newShare']);
        expect(minutes(gaps.filter(({ tier }) => tier === 'A'))).toBeLessThanOrEqual(
          left * s['day.tierAShare'],
        );
        expect(minutes(gaps)).toBeLessThanOrEqual(left);
        expect(items.filter(({ kind }) => kind === 'GAP').length).toBeLessThanOrEqual(s['day.chats']);
        const forced = new Set(obligations.map((item) => item.customerId)).size;
        expect(listed.size).toBeLessThanOrEqual(Math.max(s['day.cards'], forced));

        const duePromises = book.flatMap((who) =>
          who.promises.filter(({ dueAt }) => dueAt < todayAt('23:59')),
        );
        expect(items.filter(({ kind }) => kind === 'PROMISE')).toHaveLength(duePromises.length);
        const perCustomer = Map.groupBy(
          items.filter(({ kind }) => kind !== 'PROMISE'),
          (item) => item.customerId,
        );
        for (const tasks of perCustomer.values()) expect(tasks).toHaveLength(1);
        for (const who of book) expect(tiers).toContain(tierOn(who, planOn, s));

        const shuffled = [...book].sort((a, b) => hash(a.id, seed) - hash(b.id, seed));
        const again = buildPlan({ ...input, customers: shuffled });
        expect(again.listHash).toBe(listHash);
        expect(again.items).toEqual(items);
      }),
      { numRuns: 100, interruptAfterTimeLimit: 20_000 },
    );
  });
});

function hash(text: string, seed: number): number {
  let value = seed | 0;
  for (const letter of text) value = Math.imul(value ^ letter.charCodeAt(0), 0x01000193);
  return value;
}
