/** The steps of rules.md R7 one by one, beside the lanes and the order of plan-build.test.ts. */
import { describe, expect, test } from 'vitest';
import { addDays } from '#shared/domain/calendar.ts';
import { buildPlan, type BuiltPlan } from '#shared/domain/plan/build.ts';
import { plainDay } from '#shared/domain/plan/day-context.ts';
import { patrolCards } from '#shared/domain/plan/day/card.ts';
import { freshFacts } from '#shared/domain/plan/fresh-facts.ts';
import type { PlanCustomer } from '#shared/domain/plan/input.ts';
import { defaultSettings } from '#shared/domain/setting.ts';
import { customer, daysAgo, morning, planInput, planOn, todayAt } from './plan-fixture.ts';

const fresh = freshFacts();
const many = (count: number, fields: Partial<PlanCustomer>) =>
  Array.from({ length: count }, () => customer(fields));
const due = { tier: 'C', lastContactAt: daysAgo(100) } as const;
const post = (id = 'post') => ({
  id,
  postedAt: new Date(morning - 3_600_000).toISOString(),
  isSad: false,
  isLiked: true,
  isCommented: false,
  isTalkedOf: false,
});
const bought = (days: number) => [{ orderedOn: addDays(planOn, -days), repurchaseDays: null }];
const offered: Partial<PlanCustomer> = {
  tier: 'B',
  trustStage: 'approved',
  lastInteractionAt: daysAgo(2),
  offers: [{ id: 'spring' }],
  promo: { ...fresh.promo, careSince: 5 },
};
const loyal: Partial<PlanCustomer> = {
  ...offered,
  trustStage: 'committed',
  offers: [],
  purchases: [...bought(400), ...bought(200)],
};
const count = (plan: BuiltPlan, kind: string) => plan.items.filter((item) => item.kind === kind).length;
const hidden = (plan: BuiltPlan, code: string) =>
  plan.hiddenCandidates.filter((item) => item.code === code).length;
const settings = (own: Partial<typeof defaultSettings>) => ({ settings: { ...defaultSettings, ...own } });

describe('[R7.3] lane A', () => {
  test('looking through posts takes at most 25 % of it', () => {
    const plan = buildPlan(
      planInput(many(200, { tier: 'A', patrolledAt: null }), settings({ 'day.minutes': 100 })),
    );
    // 100 min · 80 % · 25 % = 20 min, half a minute a name.
    expect(count(plan, 'PATROL')).toBe(40);
    expect(hidden(plan, 'PATROL_FULL')).toBe(160);
  });

  test('[R7.4] of B and C it fills the minutes that the talks leave', () => {
    const who = [...many(30, { ...due, tier: 'B' }), ...many(900, { tier: 'C', patrolledAt: null })];
    const plan = buildPlan(planInput(who));
    // 24 chats of 4 minutes are the most of a day: 204 of 300 minutes are left, half a minute a name.
    expect([count(plan, 'GAP'), count(plan, 'PATROL')]).toEqual([24, 408]);
    expect(hidden(plan, 'DAY_FULL')).toBe(492);
  });

  test('[R2] A is looked at every 3.5 days, B every 7, C every 21, NURTURE not by the calendar', () => {
    const looked = (tier: PlanCustomer['tier'], patrolledAt: string) =>
      count(buildPlan(planInput([customer({ tier, patrolledAt })])), 'PATROL');
    const evening = (days: number) => `${addDays(planOn, -days)}T10:00:00.000Z`;
    expect([looked('A', evening(3)), looked('A', daysAgo(3)), looked('A', evening(4))]).toEqual([0, 1, 1]);
    expect([looked('B', daysAgo(6)), looked('B', daysAgo(7))]).toEqual([0, 1]);
    expect([looked('C', daysAgo(20)), looked('C', daysAgo(21))]).toEqual([0, 1]);
    expect(looked('NURTURE', daysAgo(300))).toBe(0);
    expect(count(buildPlan(planInput([customer({ tier: 'A' })])), 'PATROL')).toBe(0);
  });

  test('ten names are one card', () => {
    const plan = buildPlan(planInput(many(23, { tier: 'A', patrolledAt: null })));
    expect(patrolCards(plan.items, defaultSettings['patrol.names']).map((card) => card.length)).toEqual([
      10, 10, 3,
    ]);
  });
});

describe('[R7.4] lane BC takes the other 20 % and what A left', () => {
  test.each([
    [0, 20],
    [4, 20],
    [40, 6],
  ])('%i of A leave room for %i', (ofA, ofC) => {
    const book = [...many(ofA, { ...due, tier: 'A' }), ...many(20, due)];
    const plan = buildPlan(planInput(book, settings({ 'day.minutes': 120, 'day.chats': 500 })));
    expect(plan.items.filter(({ tier }) => tier === 'C')).toHaveLength(ofC);
  });
});

describe('[R7.5] caps of the day', () => {
  test('18 comments', () => {
    const plan = buildPlan(planInput(many(30, { moments: [post()] })));
    expect(count(plan, 'MOMENT_COMMENT')).toBe(18);
    expect(hidden(plan, 'COMMENTS_FULL')).toBe(12);
  });

  test('60 customers, names of a patrol and likes not counted', () => {
    const like = { moments: [{ ...post(), isLiked: false }], counts: { ...fresh.counts, commentsInWeek: 2 } };
    const book = [...many(80, due), ...many(10, like), ...many(10, { tier: 'B', patrolledAt: null })];
    const plan = buildPlan(planInput(book, settings({ 'day.chats': 500, 'minutes.GAP': 1 })));
    expect([count(plan, 'GAP'), count(plan, 'LIKE'), count(plan, 'PATROL')]).toEqual([60, 10, 10]);
    expect(hidden(plan, 'CARDS_FULL')).toBe(20);
  });

  test('promo: 5, and 15 % of the touches', () => {
    const wide = settings({ 'day.chats': 500, 'minutes.GAP': 1, 'day.buyerShare': 0 });
    const few = buildPlan(planInput([...many(10, offered), ...many(20, due)], wide));
    expect(count(few, 'PROMO')).toBe(3);
    const plenty = buildPlan(planInput([...many(10, offered), ...many(50, due)], wide));
    expect(count(plenty, 'PROMO')).toBe(5);
    expect(hidden(plenty, 'PROMO_FULL')).toBe(5);
    const red = buildPlan(
      planInput([...many(10, offered), ...many(50, due)], {
        ...wide,
        day: { ...plainDay, blockRate: 'red' },
      }),
    );
    expect(count(red, 'PROMO')).toBe(2);
  });

  test('3 scores, 2 referrals, 2 surprises, 3 cards', () => {
    const book = [
      ...many(6, { purchases: bought(30) }),
      ...many(6, loyal),
      ...many(6, { surprises: [{ id: 'tea', fen: 100 }] }),
      ...many(6, { cardGaps: ['city'] }),
      ...many(30, { moments: [post()] }),
    ];
    const plan = buildPlan(planInput(book));
    expect(['NPS', 'REFERRAL', 'SURPRISE', 'CARD_FIX'].map((kind) => count(plan, kind))).toEqual([
      3, 2, 2, 3,
    ]);
    expect(
      ['NPS_FULL', 'REFERRAL_FULL', 'SURPRISE_FULL', 'CARD_FIX_FULL'].map((code) => hidden(plan, code)),
    ).toEqual([3, 4, 4, 3]);
  });

  test('what was done today beside the list counts', () => {
    const day = { ...plainDay, used: { ...plainDay.used, chats: 20, comments: 17 } };
    const plan = buildPlan(planInput([...many(10, due), ...many(10, { moments: [post()] })], { day }));
    expect([count(plan, 'GAP'), count(plan, 'MOMENT_COMMENT')]).toEqual([4, 1]);
  });
});

describe('[R7.5] care is at least 60 % of the discretionary touches', () => {
  const free = settings({ 'day.promoShare': 1, 'day.buyerShare': 0 });

  test('the promo of lowest score goes until it is', () => {
    const [high, low] = [many(2, { ...offered, intent: 3 }), many(2, offered)];
    const plan = buildPlan(planInput([...many(3, due), ...low, ...high], free));
    const left = plan.items.filter(({ kind }) => kind === 'PROMO').map(({ customerId }) => customerId);
    expect(left.sort()).toEqual(high.map(({ id }) => id).sort());
    expect(plan).toMatchObject({ careShare: 0.6, isCareLow: false });
    expect(hidden(plan, 'CARE_MIX')).toBe(2);
  });

  test('where not even the last one helps, nothing is changed and care is low', () => {
    const book = [...many(3, { purchases: bought(30) }), ...many(1, due), ...many(1, offered)];
    const plan = buildPlan(planInput(book, free));
    expect(count(plan, 'PROMO')).toBe(1);
    expect(plan).toMatchObject({ careShare: 0.2, isCareLow: true });
  });
});

describe('[R7.6] old customers get 40 % of the discretionary minutes', () => {
  const buyer = { ...due, purchases: bought(300) };
  const share = (strangers: number, buyers: number) => {
    const book = [...many(strangers, { ...due, intent: 3 }), ...many(buyers, buyer)];
    const plan = buildPlan(planInput(book));
    const ids = new Set(book.slice(strangers).map(({ id }) => id));
    return { plan, listed: plan.items.filter(({ customerId }) => ids.has(customerId)).length };
  };

  test('the lowest non-buyers give their place to the best buyers', () => {
    const { plan, listed } = share(40, 40);
    expect(plan.items).toHaveLength(24);
    expect(listed).toBe(10);
    expect(plan.buyerShare).toBeCloseTo(10 / 24);
    expect(hidden(plan, 'BUYERS_FIRST')).toBe(10);
  });

  test('as far as there are any', () => {
    const { plan, listed } = share(40, 3);
    expect(listed).toBe(3);
    expect(plan.buyerShare).toBeCloseTo(3 / 24);
  });

  test('nothing is swapped where the floor holds', () => {
    expect(hidden(share(5, 40).plan, 'BUYERS_FIRST')).toBe(0);
  });
});

describe('[R7.7] one card per customer', () => {
  const waiting = (id: string) => ({ id, dueAt: todayAt('18:00') });

  test('at most three actions; obligations always stay', () => {
    const busy = customer({
      ...due,
      promises: [waiting('a'), waiting('b')],
      replies: [waiting('c')],
      cardGaps: ['city'],
    });
    const plan = buildPlan(planInput([busy]));
    expect(plan.items.map(({ kind }) => kind).sort()).toEqual(['PROMISE', 'PROMISE', 'REPLY']);
    expect(plan.hiddenCandidates.map(({ code }) => code)).toEqual(['CARD_FULL', 'CARD_FULL']);
    const four = customer({ promises: ['a', 'b', 'c', 'd'].map(waiting) });
    expect(buildPlan(planInput([four])).items).toHaveLength(4);
  });

  test('one conversation a day; the best one', () => {
    const moments = [{ ...post(), postedAt: daysAgo(2) }];
    const who = customer({ ...due, keyDates: [{ id: 'birthday', on: planOn }], moments });
    const plan = buildPlan(planInput([who]));
    expect(plan.items.map(({ kind }) => kind)).toEqual(['KEYDATE']);
    expect(plan.hiddenCandidates.map(({ kind, code }) => [kind, code])).toEqual([
      ['GAP', 'ONE_PER_DAY'],
      ['MOMENT_COMMENT', 'ONE_PER_DAY'],
    ]);
  });

  test('a post that gets a comment gets no like besides', () => {
    const plan = buildPlan(planInput([customer({ moments: [{ ...post(), isLiked: false }] })]));
    expect(plan.items.map(({ kind }) => kind)).toEqual(['MOMENT_COMMENT']);
    expect(hidden(plan, 'COMMENTED_INSTEAD')).toBe(1);
  });

  test('blocks: obligations, posts, chats, what sells, the cards', () => {
    const book = [
      customer({ cardGaps: ['city'] }),
      customer(offered),
      ...many(9, due),
      customer({ moments: [post()] }),
      customer({ tier: 'B', patrolledAt: null }),
      customer({ promises: [waiting('p')] }),
    ];
    const kinds = buildPlan(planInput(book)).items.map(({ kind }) => kind);
    expect([...new Set(kinds)]).toEqual(['PROMISE', 'MOMENT_COMMENT', 'PATROL', 'GAP', 'PROMO', 'CARD_FIX']);
  });
});
