/** What customers who left had heard last (practices.md D09). */
import { expect, test } from 'vitest';
import { blockParts, type CountedTouches, type TouchBefore } from '#shared/domain/block-part.ts';
import { defaultSettings } from '#shared/domain/setting.ts';

const plain = { itemKind: null, subject: null };
const touched: CountedTouches[] = [
  { touchClass: 'care', ...plain, touches: 900 },
  { touchClass: 'care', itemKind: 'SOP_SOFT', subject: 'REWARM 2026-03-01 1', touches: 60 },
  { touchClass: 'care', itemKind: 'SOP_SOFT', subject: 'REWARM 2026-03-02 1', touches: 40 },
  { touchClass: 'promo', itemKind: 'PROMO', subject: 'offer-a', touches: 250 },
  { touchClass: 'promo', itemKind: 'PROMO', subject: 'offer-b', touches: 30 },
];
const at = (day: number) => `2026-03-${String(day).padStart(2, '0')}T10:00:00.000Z`;
const touch = (customerId: string, day: number, said: Partial<TouchBefore> = {}): TouchBefore => ({
  customerId,
  at: at(day),
  touchClass: 'care',
  ...plain,
  ...said,
});
const offer = (subject: string) => ({ touchClass: 'promo', itemKind: 'PROMO', subject }) as const;
const parts = (blocks: { customerId: string; at: string }[], before: TouchBefore[]) =>
  blockParts({ blocks, before, touched }, defaultSettings);

test('[D09] whoever left counts against the last touch before it: its class and its text', () => {
  const { classes, contents, withoutTouch } = parts(
    [
      { customerId: '1', at: at(20) },
      { customerId: '2', at: at(20) },
      { customerId: '3', at: at(20) },
    ],
    [
      touch('1', 18),
      touch('1', 19, offer('offer-a')),
      // After it left: no reason.
      touch('1', 21),
      touch('2', 19, offer('offer-a')),
      touch('3', 12, { itemKind: 'SOP_SOFT', subject: 'REWARM 2026-03-05 1' }),
    ],
  );
  expect(classes).toEqual([
    { touchClass: 'care', customers: 1, touches: 1_000, perThousand: 1, level: 'ok' },
    { touchClass: 'service', customers: 0, touches: 0, perThousand: null, level: 'ok' },
    { touchClass: 'promo', customers: 2, touches: 280, perThousand: 2_000 / 280, level: 'amber' },
  ]);
  expect(contents).toEqual([
    {
      content: { kind: 'offer', contentId: 'offer-a' },
      customers: 2,
      touches: 250,
      perThousand: 8,
      level: 'red',
    },
    // The same step, whenever somebody began; too seldom for a rate.
    {
      content: { kind: 'step', code: 'REWARM', number: 1 },
      customers: 1,
      touches: 100,
      perThousand: null,
      level: 'ok',
    },
  ]);
  expect(withoutTouch).toBe(0);
});

test('[D09] nothing in the days of the autopsy is no reason of ours; a customer leaves once', () => {
  const twice = [
    { customerId: '1', at: at(20) },
    { customerId: '1', at: at(10) },
    { customerId: '2', at: at(20) },
    { customerId: '3', at: at(20) },
  ];
  const { classes, withoutTouch } = parts(twice, [
    touch('1', 9),
    touch('1', 15, offer('offer-a')),
    // Fourteen days before to the hour, and an hour more.
    touch('2', 6, offer('offer-b')),
    touch('3', 6, { at: '2026-03-06T09:00:00.000Z' }),
  ]);
  expect(classes.map(({ customers }) => customers)).toEqual([1, 0, 1]);
  expect(withoutTouch).toBe(1);
});
