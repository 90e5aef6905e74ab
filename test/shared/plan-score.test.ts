import { describe, expect, test } from 'vitest';
import { candidatesOf } from '#shared/domain/plan/candidate.ts';
import type { PlanCustomer } from '#shared/domain/plan/input.ts';
import { scoreOf } from '#shared/domain/plan/score.ts';
import { defaultSettings, resolveSettings } from '#shared/domain/setting.ts';
import { customer, daysAgo, morning, planInput, planOn, todayAt } from './plan-fixture.ts';

function scoresOf(who: PlanCustomer, now = morning): Record<string, number> {
  const candidates = candidatesOf(who, planInput([who], { now }));
  return Object.fromEntries(candidates.map((one) => [one.kind, scoreOf(one, now, defaultSettings)]));
}

describe('R6: the worked example of the score', () => {
  test('张女士, B, a promise due at 11:00, 认可: 1080', () => {
    const who = customer({
      tier: 'B',
      trustStage: 'approved',
      promises: [{ id: 'p', dueAt: todayAt('11:00') }],
    });
    expect(scoresOf(who)).toEqual({ PROMISE: 1080 });
  });

  test('小陈, N, 订单粉, intent 2, the hard step due at 10:00: 1180', () => {
    const who = customer({
      tier: 'N',
      trustStage: 'acquainted',
      source: 'order',
      intent: 2,
      intentAt: daysAgo(0),
      addedOn: planOn,
      lastContactAt: null,
    });
    const [hard] = candidatesOf(who, planInput([who]));
    const due = { ...hard!, dueAt: todayAt('10:00') };
    expect(hard!.kind).toBe('SOP_HARD');
    expect(scoreOf(due, morning, defaultSettings)).toBe(1180);
  });

  test('刘总, A, 3 days over, intent 3, 认定: 915', () => {
    const who = customer({ tier: 'A', intent: 3, intentAt: daysAgo(2), lastContactAt: daysAgo(10) });
    expect(scoresOf(who)).toEqual({ GAP: 915 });
  });

  test('钱女士, A, 1 day over, 认可, two comments this week unanswered: 675', () => {
    const who = customer({
      tier: 'A',
      trustStage: 'approved',
      lastContactAt: daysAgo(8),
      lastCommentAt: daysAgo(5),
      recentTouches: 2,
      unanswered: 2,
    });
    expect(scoresOf(who)).toEqual({ GAP: 675 });
  });
});

describe('R6: the parts of the score', () => {
  test('overdue days count 15 each and at most 120 together', () => {
    const over = (days: number) => scoresOf(customer({ lastContactAt: daysAgo(45 + days) })).GAP;
    expect([over(0), over(1), over(8), over(30)]).toEqual([600, 615, 720, 720]);
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
