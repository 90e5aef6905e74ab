import { describe, expect, test } from 'vitest';
import { addDays } from '#shared/domain/calendar.ts';
import { assess } from '#shared/domain/plan/assess.ts';
import { buildPlan } from '#shared/domain/plan/build.ts';
import type { PlanCustomer } from '#shared/domain/plan/input.ts';
import { defaultSettings, resolveSettings } from '#shared/domain/setting.ts';
import { customer, daysAgo, enrolled, morning, planInput, planOn, todayAt } from './plan-fixture.ts';

function scoresOf(who: PlanCustomer, now = morning): Record<string, number> {
  const input = planInput([who], { now });
  const { fit } = assess(input);
  return Object.fromEntries(fit.map(({ kind, score }) => [kind, score]));
}

const hoursAgo = (hours: number) => new Date(morning - hours * 3_600_000).toISOString();
const post = (hours: number) => ({
  id: 'post',
  postedAt: hoursAgo(hours),
  isSad: false,
  isLiked: false,
  isCommented: false,
  isTalkedOf: false,
});

/** Nothing due but what the example is about. */
const quiet = { lastContactAt: daysAgo(1) };

describe('[R6] the worked example of the score, row by row', () => {
  const rows: [who: string, facts: Partial<PlanCustomer>, kind: string, score: number][] = [
    [
      '小陈, N, 订单粉, intent 2, hard step due at 10:00',
      {
        tier: 'N',
        trustStage: 'acquainted',
        source: 'order',
        intent: 2,
        intentAt: daysAgo(0),
        addedOn: planOn,
        lastContactAt: null,
      },
      'SOP_HARD',
      1180,
    ],
    [
      '张女士, B, 认可, a promise due at 11:00',
      { ...quiet, tier: 'B', trustStage: 'approved', promises: [{ id: 'p', dueAt: todayAt('11:00') }] },
      'PROMISE',
      1080,
    ],
    [
      '王姐, A, 认可, a post 2 h old, intent 1, one touch this week',
      {
        ...quiet,
        tier: 'A',
        trustStage: 'approved',
        intent: 1,
        intentAt: daysAgo(1),
        recentTouches: 1,
        moments: [post(2)],
      },
      'MOMENT_COMMENT',
      995,
    ],
    [
      '刘总, A, 认定, 3 days over (since Thursday), intent 3',
      { tier: 'A', intent: 3, intentAt: daysAgo(2), lastContactAt: daysAgo(12) },
      'GAP',
      915,
    ],
    [
      '孙姐, B, 认可, birthday tomorrow',
      { ...quiet, tier: 'B', trustStage: 'approved', keyDates: [{ id: 'birthday', on: addDays(planOn, 1) }] },
      'KEYDATE',
      880,
    ],
    [
      '吴姐, A, 认可, a post 60 h old',
      { ...quiet, tier: 'A', trustStage: 'approved', moments: [post(60)] },
      'MOMENT_COMMENT',
      830,
    ],
    [
      '钱女士, A, 认可, two unanswered this week, so a gap of 11 days and 1 day over',
      {
        tier: 'A',
        trustStage: 'approved',
        lastContactAt: daysAgo(12),
        lastCommentAt: daysAgo(7),
        recentTouches: 2,
        unanswered: 2,
      },
      'GAP',
      675,
    ],
    [
      '郑哥, C, 认识, a like, 5 h old',
      { ...quiet, tier: 'C', trustStage: 'acquainted', moments: [post(5)] },
      'LIKE',
      510,
    ],
    [
      '赵哥, C, 认识, about to buy again',
      {
        ...quiet,
        tier: 'C',
        trustStage: 'acquainted',
        purchases: [{ orderedOn: addDays(planOn, -90), repurchaseDays: 90 }],
      },
      'REPURCHASE',
      480,
    ],
  ];
  test.each(rows)('%s', (_, facts, kind, score) => {
    const who = enrolled(customer(facts));
    const enrolments = who.enrolments.map((one) => ({ ...one, agreedAt: { 0: todayAt('10:00') } }));
    expect(scoresOf({ ...who, enrolments })[kind]).toBe(score);
  });

  test('冯姐, a post 80 h old: dropped', () => {
    const who = customer({ ...quiet, tier: 'A', moments: [post(80)] });
    const plan = buildPlan(planInput([who]));
    expect(plan.items).toEqual([]);
    expect(plan.hiddenCandidates.map(({ kind, code }) => [kind, code])).toEqual([
      ['LIKE', 'POST_TOO_OLD'],
      ['MOMENT_COMMENT', 'POST_TOO_OLD'],
    ]);
  });

  test('the ten together stand in the order of the rules: obligations, posts, chats', () => {
    const all = rows.map(([, facts]) => customer(facts));
    const plan = buildPlan(planInput(all));
    const places = plan.items.map(({ customerId }) => all.findIndex(({ id }) => id === customerId));
    expect(places).toEqual([0, 1, 2, 5, 7, 3, 4, 6, 8]);
  });
});

describe('[R6] the parts of the score', () => {
  test('overdue days count 15 each and at most 120 together', () => {
    // On a Tuesday: four days ago was Friday.
    const over = (days: number) => scoresOf(customer({ lastContactAt: daysAgo(45 + days) })).GAP;
    expect([over(0), over(1), over(4), over(12), over(30)]).toEqual([600, 615, 630, 720, 720]);
  });

  test('an obligation due within two hours gains 40, one whose time has passed 80', () => {
    const due = (at: string) => scoresOf(customer({ promises: [{ id: 'p', dueAt: at }] })).PROMISE;
    expect(due(todayAt('10:50'))).toBe(1040);
    expect(due(todayAt('10:51'))).toBe(1000);
    expect(due(todayAt('08:00'))).toBe(1080);
    expect(due(daysAgo(1))).toBe(1000 + 15 + 80);
  });

  test('intent falls one level per 30 days without a new sign', () => {
    const at = (days: number) =>
      scoresOf(customer({ intent: 3, intentAt: daysAgo(days), lastContactAt: daysAgo(45) })).GAP;
    expect([at(1), at(31), at(61), at(91), at(200)]).toEqual([720, 660, 630, 600, 600]);
  });

  test('the same type as the last touch costs 40', () => {
    const who = { lastContactAt: daysAgo(45) };
    expect(scoresOf(customer({ ...who, lastItemKind: 'GAP' })).GAP).toBe(560);
    expect(scoresOf(customer({ ...who, lastItemKind: 'PROMISE' })).GAP).toBe(600);
  });
});

describe('[R6] freshness and trust', () => {
  test.each([
    [2, 80],
    [2.1, 60],
    [6, 60],
    [6.1, 30],
    [24, 30],
    [24.1, 0],
    [48, 0],
    [48.1, -80],
    [72, -80],
  ])('a post %d h old gains %d', (hours, points) => {
    const who = customer({ ...quiet, moments: [post(hours)] });
    expect(scoresOf(who).MOMENT_COMMENT).toBe(740 + points);
  });

  test.each([
    ['acquainted', 30, -200],
    ['approved', 20, 0],
    ['committed', 0, 60],
  ] as const)('%s: %d for care, %d for a repurchase check-in', (trustStage, care, sell) => {
    const purchases = [{ orderedOn: addDays(planOn, -90), repurchaseDays: 90 }];
    const scores = scoresOf(customer({ lastContactAt: daysAgo(45), trustStage, purchases }));
    expect(scores).toMatchObject({ GAP: 600 + care, REPURCHASE: 680 + sell });
  });

  test('half the weight of the source counts for N only', () => {
    const of = (tier: 'N' | 'C') =>
      scoresOf(customer({ ...quiet, tier, addedOn: planOn, source: 'paid', moments: [post(30)] })).LIKE;
    expect(of('N')! - of('C')!).toBe(120 + 40);
  });
});

describe('settings', () => {
  test('a company row replaces a default; an unknown key or a value out of range changes nothing', () => {
    const settings = resolveSettings([
      { key: 'day.minutes', value: 192 },
      { key: 'day.cards', value: -1 },
      { key: 'rhythm.gapDays.A', value: '3' },
      { key: 'no.such', value: 1 },
    ]);
    expect(settings).toEqual({ ...defaultSettings, 'day.minutes': 192 });
  });
});
