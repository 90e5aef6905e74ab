import { expect, test } from 'vitest';
import { autopsyOf, type AutopsyTouch } from '#shared/domain/autopsy.ts';
import { defaultSettings } from '#shared/domain/setting.ts';

const at = '2026-03-10T02:00:00.000Z';
const touch = (days: number, fields: Partial<AutopsyTouch> = {}): AutopsyTouch => ({
  kind: 'chat',
  touchClass: 'care',
  happenedAt: new Date(Date.parse(at) - days * 86_400_000).toISOString(),
  replied: true,
  quality: null,
  ...fields,
});
const codes = (touches: AutopsyTouch[]) =>
  autopsyOf({ at, tier: 'C', touches }, defaultSettings).map(({ code }) => code);

test('nothing is found where every rule was kept', () => {
  expect(codes([touch(12), touch(9), touch(5), touch(1, { touchClass: 'promo' })])).toEqual([]);
});
test('a limit that is reached is kept, one more breaks it', () => {
  expect(codes([touch(3), touch(2)])).toEqual([]);
  expect(codes([touch(3), touch(2), touch(1)])).toEqual(['TOO_OFTEN']);
});
test('services and likes count as neither talk nor contact', () => {
  const service = [3, 2, 1].map((days) => touch(days, { touchClass: 'service' }));
  expect(codes(service)).toEqual([]);
  expect(codes([touch(1, { kind: 'like' })])).toEqual(['SILENCE']);
});
test('hollow comments are named', () => {
  expect(
    codes([touch(1, { kind: 'comment', quality: 59 }), touch(2, { kind: 'comment', quality: 60 })]),
  ).toEqual(['HOLLOW']);
});
