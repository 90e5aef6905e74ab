/** The block rate of rules.md R4. */
import { describe, expect, test } from 'vitest';
import { blockState, blockWindows, type BlockWeek } from '#shared/domain/block-rate.ts';
import { dayMs } from '#shared/domain/calendar.ts';
import { defaultSettings as settings } from '#shared/domain/setting.ts';

const now = Date.parse('2026-03-10T01:00:00.000Z');
const ago = (days: number) => new Date(now - days * dayMs).toISOString();
const week = (days: number, customers: number, touches: number): BlockWeek => ({
  at: ago(days),
  customers,
  touches,
});
const stateOf = (weeks: BlockWeek[], liftedAt: string | null = null) =>
  blockState(weeks, { now, liftedAt }, settings);

describe('[R4] blocks per 1,000 proactive touches of 7 days', () => {
  test.each([
    [0, 1_000, 'ok', 0],
    [29, 10_000, 'ok', 2.9],
    [3, 1_000, 'amber', 3],
    [79, 10_000, 'amber', 7.9],
    [8, 1_000, 'red', 8],
    [2, 200, 'red', 10],
    [5, 199, 'ok', null],
  ] as const)('%i of %i: %s', (customers, touches, level, perThousand) => {
    expect(stateOf([week(0, customers, touches)])).toEqual({
      level,
      customers,
      touches,
      perThousand,
      halved: null,
    });
  });

  test('the windows end at every block that still matters and now, and reach 7 days back', () => {
    const windows = (blockAts: string[], liftedAt: string | null) =>
      blockWindows(blockAts, { now, liftedAt }, settings);
    expect(windows([ago(2), ago(30), ago(2)], null)).toEqual([
      { from: ago(37), at: ago(30) },
      { from: ago(9), at: ago(2) },
      { from: ago(7), at: ago(0) },
    ]);
    expect(windows([ago(2), ago(30)], ago(1)).map(({ at }) => at)).toEqual([ago(2), ago(0)]);
    expect(windows([ago(-1)], null).map(({ at }) => at)).toEqual([ago(0)]);
  });
});

describe('[R4] red halves the promo caps', () => {
  const calm = week(0, 0, 400);

  test('for 7 days, also when the rate has fallen again', () => {
    const state = stateOf([week(3, 4, 400), calm]);
    expect(state).toMatchObject({ level: 'red', perThousand: 0 });
    expect(state.halved).toEqual({ since: ago(3), until: ago(-4), needsSignOff: true });
  });

  test('and until the lead signs', () => {
    expect(stateOf([week(20, 4, 400), calm]).level).toBe('red');
    expect(stateOf([week(20, 4, 400), calm], ago(1))).toMatchObject({ level: 'ok', halved: null });
  });

  test('a signature does not shorten the 7 days', () => {
    expect(stateOf([week(3, 4, 400), calm], ago(1)).halved).toMatchObject({ needsSignOff: false });
    expect(stateOf([week(7, 4, 400), calm], ago(1)).halved).toBeNull();
  });

  test('a red block after the signature needs a new one', () => {
    const state = stateOf([week(20, 4, 400), week(2, 5, 400), week(0, 5, 400)], ago(3));
    expect(state.halved).toEqual({ since: ago(2), until: ago(-5), needsSignOff: true });
  });

  test('a block at an amber rate halves nothing', () => {
    expect(stateOf([week(1, 2, 400), week(0, 2, 400)])).toMatchObject({ level: 'amber', halved: null });
  });
});
