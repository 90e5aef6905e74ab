import { describe, expect, test } from 'vitest';
import { addDays } from '#shared/domain/calendar.ts';
import { percentileRanks } from '#shared/domain/plan/percentile-rank.ts';
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
});
