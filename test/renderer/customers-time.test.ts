import { describe, expect, test } from 'vitest';
import { dateOf } from '#shared/domain/calendar.ts';
import {
  dueAtOn,
  instantOfWallClock,
  offeredDates,
  quickDate,
  wallClockOf,
} from '#renderer/features/customers/composer/quick-date.ts';
import { nextDayStart } from '#renderer/features/customers/card/next-day-start.ts';
import { postedAt, postedTimes } from '#shared/domain/moment/posted-time.ts';
import { shortDay } from '#renderer/features/customers/list/short-day.ts';
import type { TimelineEntry } from '#shared/contract/timeline.ts';
import { groupByDay } from '#renderer/features/customers/timeline/group-by-day.ts';
import { timelineRows } from '#renderer/features/customers/timeline/timeline-row.ts';

const shanghai = (text: string) => Date.parse(`${text}:00.000+08:00`);

describe('days of the timeline', () => {
  test('begin at midnight of the company, whatever the zone of the device', () => {
    const entries = [
      { at: '2026-11-21T16:30:00.000Z' },
      { at: '2026-11-21T15:59:00.000Z' },
      { at: '2026-11-20T20:00:00.000Z' },
    ];
    expect(groupByDay(entries).map((group) => [group.on, group.entries.length])).toEqual([
      ['2026-11-22', 1],
      ['2026-11-21', 2],
    ]);
  });
  test('keep the order of their entries and lose none', () => {
    const entries = Array.from({ length: 50 }, (_, index) => ({
      at: new Date(shanghai('2026-11-22T12:00') - index * 3_600_000).toISOString(),
    }));
    expect(groupByDay(entries).flatMap((group) => group.entries)).toEqual(entries);
  });
  test('are none where there are no entries', () => {
    expect(groupByDay([])).toEqual([]);
    expect(timelineRows([[], []])).toEqual([]);
  });
  test('stand once each, wherever a page ends, also after a page has got longer', () => {
    const entries = Array.from({ length: 40 }, (_, index) => ({
      id: `entry ${index}`,
      at: new Date(shanghai('2026-11-22T12:00') - index * 3 * 3_600_000).toISOString(),
    })) as TimelineEntry[];
    const whole = timelineRows([entries]);
    expect(whole.flatMap((row) => ('on' in row ? [row.on] : []))).toEqual([
      '2026-11-22',
      '2026-11-21',
      '2026-11-20',
      '2026-11-19',
      '2026-11-18',
      '2026-11-17',
    ]);
    const later = entries.slice(20);
    for (const size of [1, 3, 7, 20])
      expect(timelineRows([entries.slice(0, size), entries.slice(size, 20), later])).toEqual(whole);
    const shorter = timelineRows([entries.slice(5, 20), later]);
    expect(shorter.filter((row) => 'entry' in row).map(({ place }) => place)).toEqual([...Array(35).keys()]);
    expect(timelineRows([entries.slice(0, 20), later])).toEqual(whole);
  });
});

describe('quick dates of a next step', () => {
  test.each([
    ['2026-11-18T10:00', 'tomorrow', '2026-11-19'],
    ['2026-11-18T10:00', 'dayAfter', '2026-11-20'],
    ['2026-11-18T10:00', 'inAWeek', '2026-11-25'],
    ['2026-11-18T10:00', 'nextMonday', '2026-11-23'],
    ['2026-11-22T23:59', 'nextMonday', '2026-11-23'],
    ['2026-11-23T00:01', 'nextMonday', '2026-11-30'],
    ['2026-12-31T23:30', 'tomorrow', '2027-01-01'],
  ] as const)('at %s, %s is %s', (now, choice, on) => {
    expect(quickDate(choice, shanghai(now))).toBe(on);
  });
  test('fall due at six in the evening of the company', () => {
    expect(dueAtOn('2026-11-23')).toBe('2026-11-23T10:00:00.000Z');
  });
  test('a picked wall-clock time is the time of the company', () => {
    expect(instantOfWallClock('2026-11-23T09:30')).toBe('2026-11-23T01:30:00.000Z');
    for (const time of ['2026-11-23T00:00', '2026-11-23T09:30', '2026-12-31T23:59'])
      expect(wallClockOf(instantOfWallClock(time))).toBe(time);
  });
  test('never offer the same day twice, in any week', () => {
    for (let day = 0; day < 14; day += 1) {
      const offered = offeredDates(shanghai('2026-11-16T12:00') + day * 86_400_000).map(({ on }) => on);
      expect(new Set(offered).size).toBe(offered.length);
      expect(offered.length).toBeGreaterThanOrEqual(3);
    }
  });
});

describe('when a moment was posted', () => {
  const now = shanghai('2026-11-22T10:00');
  test.each([
    ['justNow', '2026-11-22'],
    ['today', '2026-11-22'],
    ['yesterday', '2026-11-21'],
    ['dayBefore', '2026-11-20'],
  ] as const)('%s is a time on %s', (choice, on) => {
    expect(dateOf(postedAt(choice, now))).toBe(on);
  });
  test('is never later than now, and each choice is earlier than the one before', () => {
    const times = postedTimes.map((choice) => Date.parse(postedAt(choice, now)));
    expect(times.every((time) => time < now)).toBe(true);
    expect([...times].sort((a, b) => b - a)).toEqual(times);
  });
});

describe('days in a column', () => {
  test.each([
    ['2026-11-22', 'zh-CN', '今天'],
    ['2026-11-21', 'zh-CN', '昨天'],
    ['2026-11-23', 'en', 'Tomorrow'],
    ['2026-11-30', 'zh-CN', '11月30日'],
    ['2026-11-30', 'en', 'Nov 30'],
    ['2027-01-05', 'zh-CN', '1月5日'],
    ['2025-11-30', 'zh-CN', '2025/11/30'],
  ])('%s in %s is %s', (on, language, text) => {
    expect(shortDay(on, language, '2026-11-22')).toBe(text);
  });
});

describe('the form of the next touch', () => {
  test('begins with the day that is set, and with today where that is over or there is none', () => {
    expect(nextDayStart('2026-12-05', '2026-12-01')).toBe('2026-12-05');
    expect(nextDayStart('2026-12-01', '2026-12-01')).toBe('2026-12-01');
    expect(nextDayStart('2026-11-22', '2026-12-01')).toBe('2026-12-01');
    expect(nextDayStart(null, '2026-12-01')).toBe('2026-12-01');
  });
});
