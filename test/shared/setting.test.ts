import { describe, expect, test } from 'vitest';
import { defaultSettings, resolveSettings, settingTable } from '#shared/domain/setting.ts';

const resolved = (value: unknown) =>
  resolveSettings([{ key: 'comment.genericWords', value }])['comment.genericWords'];
const standard = settingTable['comment.genericWords'].default;

test('every setting names its rule or practice, and its default is one it takes itself', () => {
  for (const [key, setting] of Object.entries(settingTable)) {
    expect(setting.rule, key).toMatch(/^(R\d+|LEASE|[A-J]\d{2})$/);
    const own = resolveSettings([{ key, value: setting.default }]);
    expect(own, key).toEqual(defaultSettings);
  }
});

describe('a list of words', () => {
  test('replaces the default, trimmed and without doubles', () => {
    expect(resolved([' 好看 ', '好看', '给力'])).toEqual(['好看', '给力']);
    expect(resolved([])).toEqual([]);
  });
  test.each([
    '好看',
    3,
    null,
    [['好看', 3]],
    [['']],
    [['长'.repeat(51)]],
    [Array.from({ length: 501 }, String)],
  ])('that is none changes nothing: %j', (value) => {
    expect(resolved(value)).toEqual(standard);
  });
});

test('a number out of bounds or of another kind changes nothing', () => {
  for (const value of [-1, 101, '10', ['10'], null]) {
    expect(resolveSettings([{ key: 'comment.hook', value }])['comment.hook']).toBe(15);
  }
  expect(resolveSettings([{ key: 'comment.hook', value: 20 }])['comment.hook']).toBe(20);
  expect(resolveSettings([{ key: 'comment.nothing', value: 20 }])).toEqual(defaultSettings);
});
