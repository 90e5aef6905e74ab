import { expect, test } from 'vitest';
import { guessMomentKind } from '#shared/domain/moment/guess-kind.ts';
import { postedAt } from '#shared/domain/moment/posted-time.ts';
import { defaultSettings } from '#shared/domain/setting.ts';

test.each([
  ['女儿钢琴八级考级过了，终于拿证', 'achievement'],
  ['带全家去海边自驾', 'travel'],
  ['又加班到十点，项目上线', 'work'],
  ['这家店真坑，差评', 'complaint'],
  ['一只猫', 'other'],
  ['外婆今天走了，送她最后一程', 'family'],
  ['住院手术第三天', 'health'],
  ['今天心情很好，放松一下', 'mood'],
] as const)('the kind of “%s” is %s', (body, kind) => {
  expect(guessMomentKind(body, defaultSettings)).toBe(kind);
});

test('the time of a post is the middle of what was meant, and never in the future', () => {
  // 10:00 in Shanghai.
  const now = Date.parse('2026-03-10T02:00:00.000Z');
  expect(postedAt('justNow', now)).toBe('2026-03-10T01:00:00.000Z');
  expect(postedAt('today', now)).toBe('2026-03-09T21:00:00.000Z');
  expect(postedAt('yesterday', now)).toBe('2026-03-09T04:00:00.000Z');
});
