/** Every row of rules.md R4 at its limit and one past it. */
import { describe, expect, test } from 'vitest';
import { addDays } from '#shared/domain/calendar.ts';
import { buildPlan } from '#shared/domain/plan/build.ts';
import { plainDay, type DayContext } from '#shared/domain/plan/day-context.ts';
import { freshFacts } from '#shared/domain/plan/fresh-facts.ts';
import {
  blockRateOf,
  friendAddLimit,
  groupRefusal,
  isSocialHourFull,
  nextAddAt,
} from '#shared/domain/plan/guard/account.ts';
import { promoCap } from '#shared/domain/plan/guard/promo.ts';
import type { OpenMoment, PlanCustomer } from '#shared/domain/plan/input.ts';
import { sopBankOf } from '#shared/domain/plan/sop/bank.ts';
import { enrolmentsOf } from '#shared/domain/plan/sop/starter.ts';
import { defaultSettings } from '#shared/domain/setting.ts';
import { customer, daysAgo, morning, newSteps, planInput, planOn } from './plan-fixture.ts';

const fresh = freshFacts();
const before = (days: number, ms = 0) => new Date(morning - days * 86_400_000 + ms).toISOString();
/** What becomes of the one candidate of that kind: `listed`, its reason, or nothing. */
function fateOf(
  kind: string,
  fields: Partial<PlanCustomer>,
  day: Partial<DayContext> = {},
): string | undefined {
  const plan = buildPlan(planInput([customer(fields)], { day: { ...plainDay, ...day } }));
  if (plan.items.some((item) => item.kind === kind)) return 'listed';
  return plan.hiddenCandidates.find((item) => item.kind === kind)?.code;
}
const counts = (own: Partial<PlanCustomer['counts']>) => ({ counts: { ...fresh.counts, ...own } });
const due = { lastContactAt: daysAgo(100) };

describe('[R4] proactive conversations per customer', () => {
  test('at most one a day', () => {
    expect(fateOf('GAP', { ...due, ...counts({ today: 0 }) })).toBe('listed');
    expect(fateOf('GAP', { ...due, ...counts({ today: 1 }) })).toBe('TOUCHED_TODAY');
  });

  test.each([
    ['A', 4, 12],
    ['B', 3, 8],
    ['C', 2, 4],
    ['NURTURE', 1, 1],
  ] as const)('tier %s: %i in 7 days, %i in 30 days', (tier, week, month) => {
    const of = (own: Partial<PlanCustomer['counts']>) => fateOf('GAP', { ...due, tier, ...counts(own) });
    expect(of({ inWeek: week - 1, inMonth: month - 1 })).toBe('listed');
    expect(of({ inWeek: week, inMonth: week })).toBe('WEEK_CAP');
    expect(of({ inWeek: 0, inMonth: month })).toBe('MONTH_CAP');
  });

  test('tier N: 5 in 7 days, 12 in 30 days', () => {
    const of = (own: Partial<PlanCustomer['counts']>) =>
      fateOf('SOP_SOFT', {
        tier: 'N',
        addedOn: addDays(planOn, -3),
        lastContactAt: daysAgo(2),
        ...counts(own),
      });
    expect(of({ inWeek: 4, inMonth: 11 })).toBe('listed');
    expect(of({ inWeek: 5, inMonth: 5 })).toBe('WEEK_CAP');
    expect(of({ inWeek: 0, inMonth: 12 })).toBe('MONTH_CAP');
  });

  test('comment and chat about one event are one conversation', () => {
    const moments = [post({ isCommented: true })];
    expect(fateOf('TO_CHAT', { moments, ...counts({ today: 1, todayMoments: ['post'] }) })).toBe('listed');
    expect(fateOf('TO_CHAT', { moments, ...counts({ today: 1, todayMoments: ['other'] }) })).toBe(
      'TOUCHED_TODAY',
    );
  });
});

function post(fields: Partial<OpenMoment> = {}): OpenMoment {
  return {
    id: 'post',
    postedAt: before(0, -3_600_000),
    isSad: false,
    isLiked: false,
    isCommented: false,
    isTalkedOf: false,
    ...fields,
  };
}

describe('[R4] likes and comments', () => {
  const with1 = (own: Partial<PlanCustomer['counts']>, fields: Partial<OpenMoment> = {}) => ({
    moments: [post(fields)],
    ...counts(own),
  });

  test('one comment per post, two in 7 days', () => {
    expect(fateOf('MOMENT_COMMENT', with1({ commentsInWeek: 1 }))).toBe('listed');
    expect(fateOf('MOMENT_COMMENT', with1({ commentsInWeek: 2 }))).toBe('COMMENT_CAP');
    expect(fateOf('MOMENT_COMMENT', with1({}, { isCommented: true }))).toBeUndefined();
  });

  test('one like per post, four in 7 days, two within 10 minutes', () => {
    const noComment = { commentsInWeek: 2 };
    expect(fateOf('LIKE', with1({ ...noComment, likesInWeek: 3, likesAtOnce: 1 }))).toBe('listed');
    expect(fateOf('LIKE', with1({ ...noComment, likesInWeek: 4 }))).toBe('LIKE_CAP');
    expect(fateOf('LIKE', with1({ ...noComment, likesInWeek: 2, likesAtOnce: 2 }))).toBe('LIKE_PACE');
    expect(fateOf('LIKE', with1(noComment, { isLiked: true }))).toBeUndefined();
  });

  test('the list itself counts: of three posts two likes where two were given this week', () => {
    const moments = ['a', 'b', 'c'].map((id) => post({ id }));
    const who = customer({ moments, ...counts({ commentsInWeek: 2, likesInWeek: 2 }) });
    const plan = buildPlan(planInput([who]));
    expect(plan.items.filter(({ kind }) => kind === 'LIKE')).toHaveLength(2);
    expect(plan.hiddenCandidates.filter(({ code }) => code === 'LIKE_CAP')).toHaveLength(1);
  });

  test('a post is answered for 72 hours, one of grief or illness for 7 days, and with a talk instead of a like', () => {
    const old = (days: number, ms: number, isSad = false) => with1({}, { postedAt: before(days, ms), isSad });
    expect(fateOf('MOMENT_COMMENT', old(3, 0))).toBe('listed');
    expect(fateOf('MOMENT_COMMENT', old(3, -1))).toBe('POST_TOO_OLD');
    expect(fateOf('MOMENT_COMMENT', old(7, 0, true))).toBe('listed');
    expect(fateOf('TO_CHAT', old(7, 0, true))).toBe('listed');
    expect(fateOf('TO_CHAT', old(7, -1, true))).toBe('POST_TOO_OLD');
    expect(fateOf('LIKE', old(1, 0, true))).toBe('SAD_POST');
  });
});

describe('[R4] promo', () => {
  const offered: Partial<PlanCustomer> = {
    trustStage: 'approved',
    lastInteractionAt: daysAgo(2),
    offers: [{ id: 'spring' }],
    promo: { ...fresh.promo, careSince: 3 },
  };
  const lone = (fields: Partial<PlanCustomer>, day: Partial<DayContext> = {}) => {
    // A promo is at most 15 % of the touches, so a list of nothing else has none.
    const settings = { ...defaultSettings, 'day.promoShare': 1, 'day.careShare': 0 };
    const plan = buildPlan(
      planInput([customer({ ...offered, ...fields })], { settings, day: { ...plainDay, ...day } }),
    );
    return plan.items.some(({ kind }) => kind === 'PROMO')
      ? 'listed'
      : plan.hiddenCandidates.find(({ kind }) => kind === 'PROMO')?.code;
  };
  const promo = (own: Partial<PlanCustomer['promo']>) => ({
    promo: { ...fresh.promo, careSince: 3, ...own },
  });

  test('once in 7 days, twice in 30, the household counted', () => {
    expect(lone(promo({ inMonth: 1 }))).toBe('listed');
    expect(lone(promo({ inWeek: 1, inMonth: 1 }))).toBe('PROMO_WEEK_CAP');
    expect(lone(promo({ householdInWeek: 1 }))).toBe('PROMO_WEEK_CAP');
    expect(lone(promo({ inMonth: 2 }))).toBe('PROMO_MONTH_CAP');
    expect(lone(promo({ inMonth: 1, householdInMonth: 1 }))).toBe('PROMO_MONTH_CAP');
  });

  test('after three care touches, an answer within 30 days, and from 认可 on', () => {
    expect(lone(promo({ careSince: 2 }))).toBe('CARE_FIRST');
    expect(lone({ lastInteractionAt: before(30, 1) })).toBe('listed');
    expect(lone({ lastInteractionAt: before(30) })).toBe('NO_INTERACTION');
    expect(lone({ lastInteractionAt: null })).toBe('NO_INTERACTION');
    expect(lone({ trustStage: 'acquainted' })).toBe('TRUST_TOO_LOW');
  });

  test.each(['N', 'B', 'A'] as const)(
    'of tier %s: not in the first 7 days of a friend unless they asked',
    (tier) => {
      const added = (days: number, isAsked = false) =>
        lone({
          tier,
          addedOn: addDays(planOn, -days),
          enrolments: [],
          ...promo({ isAsked }),
          lastContactAt: before(1),
        });
      expect(added(6)).toBe('NEW_FRIEND');
      expect(added(6, true)).not.toBe('NEW_FRIEND');
      expect(added(8)).not.toBe('NEW_FRIEND');
    },
  );

  test.each(['complaintAt', 'stopAskedAt'] as const)(
    '%s freezes promo for 30 days; the next touch is service',
    (field) => {
      const served = { lastServiceAt: before(0, -1_000) };
      expect(lone({ [field]: before(30, 1), ...served })).toBe('PROMO_FROZEN');
      expect(lone({ [field]: before(30), ...served })).toBe('listed');
      expect(fateOf('GAP', { ...due, [field]: before(40) })).toBe('SERVICE_FIRST');
      expect(fateOf('GAP', { ...due, [field]: before(40), lastServiceAt: before(39) })).toBe('listed');
    },
  );

  test('of a household one freezes promo for all for 30 days; the others may be talked to', () => {
    const outside = (householdFrozenAt: string) => ({ outside: { ...fresh.outside, householdFrozenAt } });
    for (const frozen of [(at: string) => promo({ householdFrozenAt: at }), (at: string) => outside(at)]) {
      expect(lone(frozen(before(30, 1)))).toBe('HOUSEHOLD_FROZEN');
      expect(lone(frozen(before(30)))).toBe('listed');
      expect(fateOf('GAP', { ...due, ...frozen(before(1)) })).toBe('listed');
    }
  });

  test('a red block rate halves the caps of promo, amber does not', () => {
    expect([5, 2, 1].map((cap) => promoCap(cap, 'red', defaultSettings))).toEqual([2, 1, 1]);
    expect([5, 2, 1].map((cap) => promoCap(cap, 'amber', defaultSettings))).toEqual([5, 2, 1]);
    expect(lone(promo({ inMonth: 1 }), { blockRate: 'red' })).toBe('PROMO_MONTH_CAP');
    expect(lone(promo({ inMonth: 1 }), { blockRate: 'amber' })).toBe('listed');
  });
});

describe('[R4] no reply', () => {
  const gap = (unanswered: number, days: number) =>
    fateOf('GAP', { tier: 'B', unanswered, lastContactAt: daysAgo(days) });

  test('two in a row: the gap is half as long again', () => {
    expect([gap(1, 21), gap(2, 31), gap(2, 32)]).toEqual(['listed', undefined, 'listed']);
  });

  test('three: twice as long, and only likes and comments', () => {
    expect([gap(3, 41), gap(3, 42)]).toEqual([undefined, 'BACK_OFF']);
    expect(fateOf('MOMENT_COMMENT', { unanswered: 3, moments: [post()] })).toBe('listed');
    expect(fateOf('LIKE', { unanswered: 3, moments: [post()], ...counts({ commentsInWeek: 2 }) })).toBe(
      'listed',
    );
  });

  test('five: 60 days without anything, then REWARM', () => {
    const bank = sopBankOf([{ code: 'REWARM', steps: newSteps.slice(2) }], defaultSettings);
    const silent = (days: number) => {
      const who = customer({ unanswered: 5, lastContactAt: daysAgo(days), moments: [post()] });
      const enrolments = enrolmentsOf(who, planOn, bank, defaultSettings);
      const plan = buildPlan(planInput([{ ...who, enrolments }]));
      return [...plan.items, ...plan.hiddenCandidates].map(
        (item) => `${item.kind} ${'code' in item ? item.code : ''}`,
      );
    };
    expect(silent(59)).toEqual(['LIKE SILENCE', 'MOMENT_COMMENT SILENCE']);
    expect(silent(63)).toContain('SOP_SOFT ');
    expect(silent(63)).not.toContain('GAP ');
  });
});

describe('[R4] asks and surprises', () => {
  const bought = (days: number) => [{ orderedOn: addDays(planOn, -days), repurchaseDays: null }];
  const asks = (own: Partial<PlanCustomer['asks']>) => ({ asks: { ...fresh.asks, ...own } });

  test('a score is asked for 90 days apart and not within 7 days of a complaint', () => {
    const nps = (fields: Partial<PlanCustomer>) => fateOf('NPS', { purchases: bought(30), ...fields });
    expect(nps({})).toBe('listed');
    expect(nps(asks({ npsAt: before(90, 1) }))).toBe('NPS_GAP');
    expect(nps(asks({ npsAt: before(90) }))).toBe('listed');
    const served = { lastServiceAt: before(0, -1) };
    expect(nps({ complaintAt: before(7, 1), ...served })).toBe('COMPLAINT_RECENT');
    expect(nps({ complaintAt: before(7), ...served })).toBe('listed');
  });

  const settings = { ...defaultSettings, 'day.promoShare': 1, 'day.careShare': 0 };
  const referral = (fields: Partial<PlanCustomer>) => {
    const who = customer({
      trustStage: 'committed',
      lastInteractionAt: daysAgo(2),
      promo: { ...fresh.promo, careSince: 3 },
      purchases: [...bought(400), ...bought(200)],
      ...fields,
    });
    const plan = buildPlan(planInput([who], { settings }));
    return plan.items.some(({ kind }) => kind === 'REFERRAL')
      ? 'listed'
      : plan.hiddenCandidates.find(({ kind }) => kind === 'REFERRAL')?.code;
  };

  test('a referral from 认定 with two purchases or a score of 9, 60 days apart, under all caps of promo', () => {
    expect(referral({})).toBe('listed');
    expect(referral({ purchases: bought(200) })).toBeUndefined();
    expect(referral({ purchases: bought(200), ...asks({ npsScore: 9 }) })).toBe('listed');
    expect(referral({ purchases: bought(200), ...asks({ npsScore: 8 }) })).toBeUndefined();
    expect(referral({ trustStage: 'approved' })).toBe('REFERRAL_NOT_READY');
    expect(referral(asks({ referralAt: before(60, 1) }))).toBe('REFERRAL_GAP');
    expect(referral(asks({ referralAt: before(60) }))).toBe('listed');
    expect(referral({ promo: { ...fresh.promo, careSince: 2 } })).toBe('CARE_FIRST');
  });

  test('a surprise 60 days apart, within 300 元 a month and 200 元 a customer and year', () => {
    const gift = (own: Partial<PlanCustomer['asks']>, day: Partial<DayContext> = {}) =>
      fateOf('SURPRISE', { surprises: [{ id: 'tea', fen: 5_000 }], ...asks(own) }, day);
    expect(gift({ surpriseAt: before(60), surpriseFenInYear: 15_000 }, { surpriseFenInMonth: 25_000 })).toBe(
      'listed',
    );
    expect(gift({ surpriseAt: before(60, 1) })).toBe('SURPRISE_GAP');
    expect(gift({ surpriseFenInYear: 15_001 })).toBe('SURPRISE_BUDGET');
    expect(gift({}, { surpriseFenInMonth: 25_001 })).toBe('SURPRISE_BUDGET');
  });
});

describe('[R4] the account', () => {
  test('20 likes and comments an hour', () => {
    expect([isSocialHourFull(19, defaultSettings), isSocialHourFull(20, defaultSettings)]).toEqual([
      false,
      true,
    ]);
  });

  test.each([
    [29, { active: 5, passive: 30, passivePerHour: 10 }],
    [30, { active: 10, passive: 60, passivePerHour: null }],
    [90, { active: 10, passive: 60, passivePerHour: null }],
    [91, { active: 20, passive: 100, passivePerHour: null }],
  ])('an account of %i days: %o', (age, limit) => {
    expect(friendAddLimit(age, defaultSettings)).toEqual(limit);
  });

  test('blocks per 1,000 touches: amber from 3, red from 8, nothing below 200 touches', () => {
    const rate = (blocks: number, touches: number) => blockRateOf({ blocks, touches }, defaultSettings);
    expect([rate(2, 1_000), rate(3, 1_000), rate(7, 1_000), rate(8, 1_000), rate(50, 199)]).toEqual([
      'ok',
      'amber',
      'amber',
      'red',
      'ok',
    ]);
  });

  test('promo in a group: not in its first 7 days, and 7 days apart', () => {
    const refusal = (startedAt: string, lastPromoAt: string | null) =>
      groupRefusal({ startedAt, lastPromoAt }, morning, defaultSettings);
    expect(refusal(before(7, 1), null)).toEqual({ code: 'GROUP_NEW', until: before(0, 1) });
    expect(refusal(before(7), null)).toBeNull();
    expect(refusal(before(99), before(7, 1))).toEqual({ code: 'GROUP_PROMO', until: before(0, 1) });
    expect(refusal(before(99), before(7))).toBeNull();
    // What ends later is what is said.
    expect(refusal(before(2), before(1))).toEqual({ code: 'GROUP_PROMO', until: before(-6) });
  });

  test('one more friend: when the day or the hour is full, from when on', () => {
    const minutesAgo = (minutes: number) => before(0, -minutes * 60_000);
    const ago = (...minutes: number[]) => minutes.map(minutesAgo);
    const tomorrow = '2026-03-10T16:00:00.000Z';
    const most = { perDay: 5, perHour: 3 };
    expect(nextAddAt([], most, morning)).toBeNull();
    expect(nextAddAt(ago(5, 4), most, morning)).toBeNull();
    expect(nextAddAt(ago(50, 61, 5, 4), most, morning)).toBe(before(0, 10 * 60_000));
    expect(nextAddAt(ago(60, 5, 4), most, morning)).toBeNull();
    // Yesterday's do not count for the day.
    expect(nextAddAt([before(1), ...ago(200, 190, 180, 170)], most, morning)).toBeNull();
    expect(nextAddAt(ago(200, 190, 180, 170, 160), most, morning)).toBe(tomorrow);
    expect(nextAddAt([], { perDay: 0, perHour: null }, morning)).toBe(tomorrow);
    expect(nextAddAt([], { perDay: 5, perHour: 0 }, morning)).toBe(tomorrow);
  });
});
