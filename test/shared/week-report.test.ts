import { describe, expect, test } from 'vitest';
import {
  hourBandOf,
  minutesPerTier,
  mondayOf,
  promiseRecord,
  reachBy,
  shareOfA,
  type WeekItem,
  type WeekTouch,
} from '#shared/domain/week-report.ts';

const item = (fields: Partial<WeekItem>): WeekItem => ({
  kind: 'GAP',
  tier: 'A',
  deciMinutes: 40,
  status: 'open',
  displacedAt: null,
  minutes: null,
  ...fields,
});

describe('[C02] minutes per tier', () => {
  test('are those of own choice: no obligation, nobody new, nothing that gave way', () => {
    const lines = minutesPerTier([
      item({ status: 'done' }),
      item({ status: 'done', minutes: 9 }),
      item({ status: 'skipped' }),
      item({ tier: 'B', deciMinutes: 3 }),
      item({ tier: 'B', displacedAt: '2026-03-10T02:00:00.000Z' }),
      item({ tier: 'C', displacedAt: '2026-03-10T02:00:00.000Z', status: 'done' }),
      item({ tier: 'N', status: 'done' }),
      item({ kind: 'PROMISE', status: 'done' }),
    ]);
    expect(lines).toEqual([
      { tier: 'A', planned: 12, spent: 13 },
      { tier: 'B', planned: 0.3, spent: 0 },
      { tier: 'C', planned: 4, spent: 4 },
      { tier: 'NURTURE', planned: 0, spent: 0 },
    ]);
    expect(shareOfA(lines, 'planned')).toBeCloseTo(12 / 16.3);
    expect(shareOfA(lines, 'spent')).toBeCloseTo(13 / 17);
  });

  test('none: no share, which is not 0 %', () => {
    expect(shareOfA(minutesPerTier([]), 'spent')).toBeNull();
  });
});

describe('[D14] who answers', () => {
  const touch = (fields: Partial<WeekTouch>): WeekTouch => ({
    kind: 'chat',
    touchClass: 'care',
    happenedAt: '2026-03-10T02:00:00.000Z',
    replied: null,
    text: '',
    ...fields,
  });

  test('counts answers per key, the most frequent first; likes and touches without a key are left out', () => {
    const touches = [
      touch({ kind: 'call', replied: true, text: '用得怎么样' }),
      touch({ replied: true }),
      touch({ replied: false, text: '用得怎么样' }),
      touch({ kind: 'like', replied: null }),
    ];
    expect(reachBy(touches, ({ kind }) => kind)).toEqual([
      { key: 'chat', touches: 2, replies: 1 },
      { key: 'call', touches: 1, replies: 1 },
    ]);
    expect(reachBy(touches, ({ text }) => text)).toEqual([{ key: '用得怎么样', touches: 2, replies: 1 }]);
  });

  test('hours are those of the company; the night belongs to the last part of the day', () => {
    expect(hourBandOf('2026-03-10T00:59:00.000Z')).toBe(6);
    expect(hourBandOf('2026-03-10T01:00:00.000Z')).toBe(9);
    expect(hourBandOf('2026-03-10T18:00:00.000Z')).toBe(21);
  });
});

test('[D15] a promise is kept early, in time or late, or overdue; what is called off or not due says nothing', () => {
  const now = Date.parse('2026-03-13T04:00:00.000Z');
  const dueAt = '2026-03-12T09:00:00.000Z';
  expect(
    promiseRecord(
      [
        { status: 'kept', dueAt, closedAt: '2026-03-11T09:00:00.000Z' },
        { status: 'kept', dueAt, closedAt: dueAt },
        { status: 'kept', dueAt, closedAt: '2026-03-12T09:00:01.000Z' },
        { status: 'open', dueAt, closedAt: null },
        { status: 'open', dueAt: '2026-03-13T09:00:00.000Z', closedAt: null },
        { status: 'cancelled', dueAt, closedAt: dueAt },
      ],
      now,
    ),
  ).toEqual({ early: 1, kept: 1, late: 1, overdue: 1, rate: 0.5 });
  expect(promiseRecord([], now).rate).toBeNull();
});

test.each([
  ['2026-03-09', '2026-03-09'],
  ['2026-03-10', '2026-03-09'],
  ['2026-03-15', '2026-03-09'],
  ['2026-03-16', '2026-03-16'],
  ['2026-01-01', '2025-12-29'],
])('the week of %s begins on %s', (on, monday) => {
  expect(mondayOf(on)).toBe(monday);
});
