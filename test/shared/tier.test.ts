import { describe, expect, test } from 'vitest';
import { addDays } from '#shared/domain/calendar.ts';
import { expectedDealFen } from '#shared/domain/plan/deal-value.ts';
import { percentileRanks } from '#shared/domain/plan/percentile-rank.ts';
import {
  fallsNextTo,
  formerRanksOf,
  lastTierCheck,
  overrideEndsOn,
  tierOverrideOf,
} from '#shared/domain/plan/tier-check.ts';
import { tiersOf, type TierFacts } from '#shared/domain/plan/tier.ts';
import { valueScores } from '#shared/domain/plan/value-score.ts';
import { defaultSettings } from '#shared/domain/setting.ts';

const monday = '2026-03-09';
const person = (id: string, marginFen: number, own: Partial<TierFacts> = {}): TierFacts => ({
  id,
  source: 'unknown',
  marginFen,
  expectedDealFen: 0,
  engagement: 0,
  referrals: 0,
  addedOn: '2025-01-01',
  tier: 'C',
  formerRanks: [],
  override: null,
  unanswered: 0,
  lastInterestOn: addDays(monday, -10),
  ...own,
});
/** Ten customers, the first worth most. */
const ten = (own: Record<string, Partial<TierFacts>> = {}) =>
  Array.from({ length: 10 }, (_, n) => person(`c${n}`, 1_000 - n, own[`c${n}`]));
const tiersBy = (book: TierFacts[]) =>
  [...tiersOf(book, monday, defaultSettings)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { tier }]) => tier)
    .join('');

describe('[R1] percentile ranks and the value score', () => {
  test('from 0 to 1, ties share the mean rank', () => {
    expect(percentileRanks([5, 1, 3])).toEqual([1, 0, 0.5]);
    expect(percentileRanks([2, 2, 9, 0, 2])).toEqual([0.5, 0.5, 1, 0, 0.5]);
    expect(percentileRanks([7, 7])).toEqual([0.5, 0.5]);
    expect(percentileRanks([7])).toEqual([1]);
    expect(percentileRanks([])).toEqual([]);
  });

  test('open deals count with their margin times the chance of their stage', () => {
    const deals = [
      { stage: 'agreed', amountFen: 1_000_000, marginFen: 400_000 },
      { stage: 'interested', amountFen: 500_000, marginFen: null },
      { stage: 'quoted', amountFen: 300_000, marginFen: 0 },
    ] as const;
    expect(expectedDealFen(deals, defaultSettings)).toBe(360_000 + 15_000);
    expect(expectedDealFen(deals, { ...defaultSettings, 'deal.marginShare': 0.5 })).toBe(360_000 + 25_000);
    expect(expectedDealFen([], defaultSettings)).toBe(0);
  });

  test('V = 40·margin + 25·deal + 15·source/100 + 10·engagement + 10·referrals', () => {
    const book = [
      person('a', 900, { source: 'order', expectedDealFen: 0, engagement: 5, referrals: 1 }),
      person('b', 500, { source: 'referral', expectedDealFen: 80, engagement: 9, referrals: 0 }),
      person('c', 100, { source: 'fission', expectedDealFen: 40, engagement: 1, referrals: 0 }),
    ];
    const scores = valueScores(book, defaultSettings);
    expect(scores.get('a')!.score).toBeCloseTo(40 + 0 + 15 + 5 + 10);
    expect(scores.get('b')!.score).toBeCloseTo(20 + 25 + 13.5 + 10 + 2.5);
    expect(scores.get('c')!.score).toBeCloseTo(0 + 12.5 + 4.5 + 0 + 2.5);
  });
});

describe('[R1] tiers', () => {
  test('A = top ceil(20 %), B = next ceil(30 %), C = the rest', () => {
    expect(tiersBy(ten())).toBe('AABBBCCCCC');
    expect(tiersBy(ten().slice(0, 6))).toBe('AABBCC');
    expect(tiersBy(ten().slice(0, 1))).toBe('A');
  });

  test('equal value: the older relationship, then the lower id', () => {
    const book = [
      person('x', 5),
      person('y', 5, { addedOn: '2024-01-01' }),
      person('w', 5),
      person('v', 5),
      person('u', 5),
    ];
    const tiers = tiersOf(book, monday, defaultSettings);
    expect([...tiers].filter(([, { tier }]) => tier === 'A').map(([id]) => id)).toEqual(['y']);
    expect([...tiers].filter(([, { tier }]) => tier === 'B').map(([id]) => id)).toEqual(['u', 'v']);
  });

  test('promotion is immediate, demotion needs two Mondays', () => {
    const book = (formerRanks: TierFacts['formerRanks']) => ten({ c9: { tier: 'A', formerRanks } });
    expect(tiersBy(book([]))).toBe('AABBBCCCCA');
    expect(tiersBy(book(['A']))).toBe('AABBBCCCCA');
    expect(tiersBy(book(['C', 'A']))).toBe('AABBBCCCCC');
    expect(tiersBy(book(['B']))).toBe('AABBBCCCCB');
  });

  test('an override with a reason holds for 90 days and takes one of the seats of its tier', () => {
    const by = (reason: string, days: number) =>
      ten({ c9: { override: { tier: 'A', reason, setOn: addDays(monday, -days) } } });
    expect(tiersBy(by('老板的朋友', 89))).toBe('ABBBCCCCCA');
    expect(tiersBy(by('老板的朋友', 90))).toBe('AABBBCCCCC');
    expect(tiersBy(by(' ', 1))).toBe('AABBBCCCCC');
  });

  test('N for the first 14 days; NURTURE after 5 touches without an answer or 180 days without interest', () => {
    const tierOf = (own: Partial<TierFacts>) =>
      tiersOf([...ten(), person('z', 9_999, own)], monday, defaultSettings).get('z')!.tier;
    expect(tierOf({ addedOn: addDays(monday, -13) })).toBe('N');
    expect(tierOf({ addedOn: addDays(monday, -14) })).toBe('A');
    expect(tierOf({ unanswered: 4 })).toBe('A');
    expect(tierOf({ unanswered: 5 })).toBe('NURTURE');
    expect(tierOf({ lastInterestOn: addDays(monday, -179) })).toBe('A');
    expect(tierOf({ lastInterestOn: addDays(monday, -180) })).toBe('NURTURE');
  });

  test('a decision stands over new and nurturing too; where the customer stands by value is told beside it', () => {
    const byHand = (tier: 'A' | 'C' | 'NURTURE') => ({
      tier,
      reason: '老板的朋友',
      setOn: addDays(monday, -1),
    });
    const book = ten({
      c0: { override: byHand('C') },
      c1: { override: byHand('NURTURE') },
      c8: { addedOn: addDays(monday, -3), override: byHand('A') },
      c9: { unanswered: 9, override: byHand('A') },
    });
    const results = tiersOf(book, monday, defaultSettings);
    expect(tiersBy(book)).toBe('CNURTUREBBBCCCAA');
    expect(results.get('c0')).toMatchObject({ tier: 'C', ranked: 'A', place: 1, apart: null });
    expect(results.get('c1')).toMatchObject({ tier: 'NURTURE', ranked: null, place: null, apart: null });
    expect(results.get('c9')).toMatchObject({ tier: 'A', ranked: 'C', place: 9 });
    // More decisions than seats: nobody else gets one.
    const crowded = ten(Object.fromEntries([5, 6, 7].map((n) => [`c${n}`, { override: byHand('A') }])));
    expect(tiersBy(crowded)).toBe('BBBCCAAACC');
  });

  test('worked example: the whole book of seven on one Monday', () => {
    const book = [
      person('wang', 90_000, { source: 'order', engagement: 6, referrals: 1 }),
      person('zhang', 60_000, { source: 'referral', engagement: 8, tier: 'A' }),
      person('liu', 60_000, { source: 'paid', engagement: 2, tier: 'B', formerRanks: ['C'] }),
      person('sun', 0, { source: 'content', engagement: 4, tier: 'A', formerRanks: ['C'] }),
      person('qian', 0, { source: 'fission', tier: 'NURTURE' }),
      person('zhao', 120_000, { addedOn: addDays(monday, -13), tier: 'N' }),
      person('feng', 300_000, { unanswered: 5, tier: 'A' }),
    ];
    const of = (id: string) => tiersOf(book, monday, defaultSettings).get(id)!;
    const told = (id: string) => {
      const { tier, ranked, value } = of(id);
      return `${tier} ${ranked ?? '-'} ${value ? value.score.toFixed(2) : '-'}`;
    };
    // Five are ranked: one seat of A, two of B.
    expect(Object.fromEntries(book.map(({ id }) => [id, told(id)]))).toEqual({
      // 40·1 + 25·0.5 + 15 + 10·0.75 + 10·1
      wang: 'A A 85.00',
      // 40·0.625 + 25·0.5 + 13.5 + 10·1 + 10·0.375: falls only if next Monday says so too.
      zhang: 'A B 64.75',
      // 40·0.625 + 25·0.5 + 12 + 10·0.25 + 10·0.375
      liu: 'B B 55.75',
      // 40·0.125 + 25·0.5 + 9 + 10·0.5 + 10·0.375: the second Monday.
      sun: 'C C 35.25',
      // 40·0.125 + 25·0.5 + 4.5 + 0 + 10·0.375
      qian: 'C C 25.75',
      zhao: 'N - -',
      feng: 'NURTURE - -',
    });
    expect([of('zhao').apart, of('feng').apart]).toEqual(['NEW', 'NO_ANSWER']);
  });
});

describe('[R1] the check', () => {
  test('is that of the last Monday 06:00 in the company’s zone', () => {
    const onAt = (at: string) => lastTierCheck(Date.parse(at), defaultSettings).on;
    expect(lastTierCheck(Date.parse('2026-03-09T06:00:00.000+08:00'), defaultSettings)).toEqual({
      on: '2026-03-09',
      at: '2026-03-08T22:00:00.000Z',
    });
    expect(onAt('2026-03-09T05:59:59.999+08:00')).toBe('2026-03-02');
    expect(onAt('2026-03-15T23:59:00.000+08:00')).toBe('2026-03-09');
    expect(onAt('2026-01-01T12:00:00.000+08:00')).toBe('2025-12-29');
    // A company that works them out in the evening.
    const evening = { ...defaultSettings, 'tier.checkMinute': 18 * 60 + 30 };
    expect(lastTierCheck(Date.parse('2026-03-09T18:29:00.000+08:00'), evening).on).toBe('2026-03-02');
    expect(lastTierCheck(Date.parse('2026-03-09T18:30:00.000+08:00'), evening).at).toBe(
      '2026-03-09T10:30:00.000Z',
    );
  });

  test('the rule’s own change, one without a reason or one that was overtaken is no decision', () => {
    const change = {
      createdBy: 'rep',
      toValue: 'A',
      reason: '老板的朋友',
      happenedAt: '2026-03-08T17:00:00.000Z',
    };
    const override = tierOverrideOf(change, 'A')!;
    expect(override).toEqual({ tier: 'A', reason: '老板的朋友', setOn: monday });
    expect(overrideEndsOn(override, defaultSettings)).toBe('2026-06-07');
    expect(tierOverrideOf({ ...change, createdBy: null }, 'A')).toBeNull();
    expect(tierOverrideOf({ ...change, reason: ' ' }, 'A')).toBeNull();
    expect(tierOverrideOf(change, 'B')).toBeNull();
    expect(tierOverrideOf({ ...change, toValue: 'N' }, 'N')).toBeNull();
    expect(tierOverrideOf(null, 'A')).toBeNull();
  });

  test('Mondays count for a demotion without a gap, and tell who falls next', () => {
    const before = { checkedOn: addDays(monday, -7), ranks: ['B', 'A'] as const };
    expect(formerRanksOf({ ...before, ranks: [...before.ranks] }, monday)).toEqual(['B', 'A']);
    expect(formerRanksOf({ checkedOn: addDays(monday, -14), ranks: ['B'] }, monday)).toEqual([]);
    expect(formerRanksOf(null, monday)).toEqual([]);
    expect(fallsNextTo(['B', 'A'], 'A', defaultSettings)).toBe('B');
    expect(fallsNextTo(['A', 'C'], 'A', defaultSettings)).toBeNull();
    expect(fallsNextTo(['A'], 'C', defaultSettings)).toBeNull();
    expect(fallsNextTo([], 'A', defaultSettings)).toBeNull();
    const slow = { ...defaultSettings, 'tier.demotionWeeks': 3 };
    expect(fallsNextTo(['C'], 'A', slow)).toBeNull();
    expect(fallsNextTo(['C', 'B'], 'A', slow)).toBe('B');
  });
});
