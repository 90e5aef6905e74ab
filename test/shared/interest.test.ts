import { expect, test } from 'vitest';
import { interestsOf, type Sighting } from '#shared/domain/card/interest.ts';
import { defaultSettings, resolveSettings } from '#shared/domain/setting.ts';

const now = Date.parse('2026-03-10T01:00:00.000Z');
const seen = (topic: string, daysAgo: number, kind: Sighting['kind'] = 'hobby'): Sighting => ({
  topic,
  kind,
  seenAt: new Date(now - daysAgo * 86_400_000).toISOString(),
});
const levels = (sightings: Sighting[], settings = defaultSettings) =>
  interestsOf(sightings, now, settings).map(({ topic, strength, level }) => [topic, strength, level]);

test('[C10] a sighting counts 1, and half after every half-life', () => {
  expect(levels([seen('钢琴', 0), seen('露营', 90), seen('滑雪', 180), seen('茶', 270)])).toEqual([
    ['钢琴', 1, 'alive'],
    ['露营', 0.5, 'alive'],
    ['滑雪', 0.25, 'alive'],
    ['茶', 0.13, 'faded'],
  ]);
});

test('[C10] each new sighting raises it', () => {
  expect(levels([seen('露营', 90), seen('露营', 0)])).toEqual([['露营', 1.5, 'strong']]);
});

test('one topic is told together whatever its width, case and spaces, and shown as written last', () => {
  expect(interestsOf([seen('ＮＢＡ', 3), seen('nba ', 1, 'other')], now, defaultSettings)).toMatchObject([
    { topic: 'nba ', kind: 'other', sightings: 2, lastSeenAt: seen('', 1).seenAt },
  ]);
});

test('a sighting of tomorrow, by a clock that is ahead, counts no more than one', () => {
  expect(levels([seen('茶', -3)])).toEqual([['茶', 1, 'alive']]);
});

test('the company may let interests fade faster', () => {
  const settings = resolveSettings([
    { key: 'interest.halfLifeDays', value: 30, teamId: null, personId: null },
  ]);
  expect(levels([seen('茶', 90)], settings)).toEqual([['茶', 0.13, 'faded']]);
});
