/** The hello after a hand-over (rules.md R3, R12). */
import { describe, expect, test } from 'vitest';
import { addDays } from '#shared/domain/calendar.ts';
import { buildPlan } from '#shared/domain/plan/build.ts';
import { plainDay } from '#shared/domain/plan/day-context.ts';
import { handoverOf } from '#shared/domain/plan/facts/handover.ts';
import type { PlanCustomer } from '#shared/domain/plan/input.ts';
import { defaultSettings } from '#shared/domain/setting.ts';
import { customer, daysAgo, morning, planInput, planOn } from './plan-fixture.ts';

const received = (days: number) => ({ receivedAt: daysAgo(days), isGreeted: false });
const taken = (tier: PlanCustomer['tier'], fields: Partial<PlanCustomer> = {}) =>
  customer({ tier, handover: received(2), ...fields });
const hellosOf = (customers: PlanCustomer[], fields = {}) =>
  buildPlan(planInput(customers, fields)).items.filter(({ kind }) => kind === 'HANDOVER');

describe('[R12] the hello is due by tier, in days at work', () => {
  test.each([
    ['A', 1, '2026-03-09'],
    ['B', 3, '2026-03-11'],
    ['C', 7, '2026-03-17'],
  ] as const)('%s within %i of Sunday, 8 March', (tier, _, dueOn) => {
    const [hello] = hellosOf([taken(tier)]);
    const end = new Date(Date.parse(`${addDays(dueOn > planOn ? dueOn : planOn, 1)}T00:00:00+08:00`));
    expect(hello!.lateAfterAt).toBe(end.toISOString());
  });

  test('days off do not count', () => {
    const who = taken('A', { handover: received(3) });
    const scoreWith = (restOn: string[]) => hellosOf([who], { day: { ...plainDay, restOn } })[0]!.score;
    // Due on Monday, a day past; with that day off it is due today.
    expect(scoreWith([]) - scoreWith([addDays(planOn, -1)])).toBe(defaultSettings['score.overduePerDay']);
  });
});

describe('[R12] at most 15 hellos a day, tier A first', () => {
  const many = [
    ...Array.from({ length: 12 }, () => taken('C', { handover: received(20) })),
    ...Array.from({ length: 10 }, () => taken('A')),
    ...Array.from({ length: 4 }, () => taken('B')),
  ];

  test('the others wait with a reason, and nothing else reaches them before the hello', () => {
    const plan = buildPlan(planInput(many.map((who) => ({ ...who, lastContactAt: daysAgo(200) }))));
    const tiers = plan.items.map(({ tier, kind }) => `${kind} ${tier}`).toSorted();
    expect(tiers).toEqual([
      ...Array.from({ length: 10 }, () => 'HANDOVER A'),
      ...Array.from({ length: 4 }, () => 'HANDOVER B'),
      'HANDOVER C',
    ]);
    const listed = new Set(plan.items.map(({ customerId }) => customerId));
    const waiting = many.filter(({ id }) => !listed.has(id)).map(({ id }) => plan.hidden.get(id));
    expect(waiting).toEqual(Array.from({ length: 11 }, () => 'HELLOS_FULL'));
  });

  test('those already said today count', () => {
    const settled = many.slice(0, 12).map(({ id }) => ({
      customerId: id,
      kind: 'HANDOVER' as const,
      subject: '',
      deciMinutes: 50,
    }));
    expect(hellosOf(many, { settled })).toHaveLength(3);
  });

  test('what they ask for is listed all the same', () => {
    const promised = many.map((who) => ({
      ...who,
      promises: [{ id: `p ${who.id}`, dueAt: new Date(morning).toISOString() }],
    }));
    const plan = buildPlan(planInput(promised));
    expect(plan.items.filter(({ kind }) => kind === 'PROMISE')).toHaveLength(many.length);
  });
});

test('[R3] a talk after the day of the hand-over is the hello, one before it is not; so is the item that was done', () => {
  const receivedAt = daysAgo(2);
  const none = new Set<string>();
  const of = (lastContactAt: string | null, closed = none) =>
    handoverOf({ receivedAt, lastContactAt }, closed)?.isGreeted;
  expect([of(null), of(daysAgo(3)), of(daysAgo(1)), of(null, new Set(['HANDOVER ']))]).toEqual([
    false,
    false,
    true,
    true,
  ]);
  expect(handoverOf({ receivedAt: null, lastContactAt: null }, none)).toBeNull();
});
