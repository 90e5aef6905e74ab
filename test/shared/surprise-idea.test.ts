/** Proposals of small surprises, from what the card holds (practices.md D03). */
import { expect, test } from 'vitest';
import { defaultSettings } from '#shared/domain/setting.ts';
import type { SurpriseBudget } from '#shared/domain/surprise/surprise-budget.ts';
import { surpriseIdeas, type SurpriseCard } from '#shared/domain/surprise/surprise-idea.ts';

const today = '2026-03-10';
const card: SurpriseCard = {
  status: 'active',
  consent: 'full',
  taboo: '',
  tier: 'A',
  interests: [
    { topic: '露营', kind: 'hobby', level: 'strong' },
    { topic: '胃病', kind: 'health', level: 'strong' },
    { topic: '花茶', kind: 'other', level: 'alive' },
    { topic: '钢琴', kind: 'family', level: 'alive' },
    { topic: '滑雪', kind: 'hobby', level: 'faded' },
  ],
  keyDates: [
    { kind: 'birthday', label: '女儿小雨', nextOn: '2026-03-24' },
    { kind: 'anniversary', label: '', nextOn: '2026-03-25' },
  ],
  surprises: [],
};
const budget: SurpriseBudget = {
  monthFen: 30_000,
  monthLeftFen: 30_000,
  yearFen: 20_000,
  yearLeftFen: 20_000,
  nextOn: null,
};
const ideas = (change: Partial<SurpriseCard> = {}, left: Partial<SurpriseBudget> = {}) =>
  surpriseIdeas({ ...card, ...change }, { budget: { ...budget, ...left }, today }, defaultSettings).map(
    ({ kind, topic, priceFen }) => [kind, topic, priceFen],
  );
const birthday = ['dayGift', '女儿小雨', 6_000];

test('[D03] the day that comes within two weeks, then the two topics they care about most; gifts by tier', () => {
  expect(ideas()).toEqual([birthday, ['topicGift', '露营', 6_000], ['topicShare', '花茶', 0]]);
  expect(ideas({ tier: 'B' })[1]).toEqual(['topicGift', '露营', 3_000]);
  expect(ideas({ tier: 'C' })).toEqual([
    ['dayCard', '女儿小雨', 0],
    ['topicShare', '露营', 0],
    ['topicShare', '花茶', 0],
  ]);
  expect(ideas({ keyDates: card.keyDates.slice(1) })[0]).toEqual(['topicGift', '露营', 6_000]);
  expect(ideas({ keyDates: [], interests: [] })).toEqual([]);
});

test('[D03] what they cannot stand, what was thought of before, and who wants nothing', () => {
  expect(ideas({ taboo: '对花茶过敏，不要提小雨' })).toEqual([
    ['topicGift', '露营', 6_000],
    ['topicShare', '钢琴', 0],
  ]);
  // Given once is given; the birthday comes again every year, unless this year's is thought of.
  const given = [
    { body: '和「露营」有关的小东西', status: 'given' },
    { body: '女儿小雨：一份小礼物', status: 'given' },
  ] as const;
  expect(ideas({ surprises: given })).toEqual([
    birthday,
    ['topicGift', '花茶', 6_000],
    ['topicShare', '钢琴', 0],
  ]);
  expect(ideas({ surprises: [{ ...given[1], status: 'idea' }] })[0]).toEqual(['topicGift', '露营', 6_000]);
  expect(ideas({ status: 'blocked_us' })).toEqual([]);
  expect(ideas({ consent: 'none' })).toEqual([]);
});

test('[D03] within budget and spacing: no gift that may not be given, nothing for a day before the next one may be', () => {
  const free = [
    ['dayCard', '女儿小雨', 0],
    ['topicShare', '露营', 0],
    ['topicShare', '花茶', 0],
  ];
  expect(ideas({}, { monthLeftFen: 5_999 })).toEqual(free);
  expect(ideas({}, { yearLeftFen: 5_999 })).toEqual(free);
  expect(ideas({}, { nextOn: '2026-03-24' })[0]).toEqual(birthday);
  expect(ideas({}, { nextOn: '2026-03-25' })[0]).toEqual(['topicGift', '露营', 6_000]);
});
