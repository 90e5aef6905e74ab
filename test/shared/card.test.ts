import { describe, expect, test } from 'vitest';
import { cadenceOf, type PastTouch } from '#shared/domain/card/cadence.ts';
import { portraitOf, portraitParts, type PortraitPart } from '#shared/domain/card/completeness.ts';
import { isCountedIn, isSingleChannel, reachableOn, withNode } from '#shared/domain/card/presence.ts';
import { promiseOutcome } from '#shared/domain/card/promise-outcome.ts';
import { isTriageLate, isTriageOpen, triageGrade } from '#shared/domain/card/triage.ts';
import { customer } from '#shared/domain/entity/book.ts';
import { patchSchema } from '#shared/domain/entity/entity.ts';
import { defaultSettings } from '#shared/domain/setting.ts';

const now = Date.parse('2026-03-10T01:00:00.000Z');

describe('[B12] where a customer can be reached', () => {
  const phone = { kind: 'phone' } as const;
  test('a phone number and a WeChat id show their node by themselves', () => {
    expect(reachableOn([], [{ kind: 'wechat' }, phone, { kind: 'email' }])).toEqual(['wechat', 'phone']);
    expect(reachableOn(['mall', 'phone'], [phone])).toEqual(['mall', 'phone']);
  });
  test('[B13] one way alone is told', () => {
    expect([[], ['wechat'], ['wechat', 'phone']].map((nodes) => isSingleChannel(nodes as never))).toEqual([
      false,
      true,
      false,
    ]);
  });
  test('[B14] a lead counts with a phone and a friend or follower', () => {
    expect(isCountedIn(['phone'])).toBe(false);
    expect(isCountedIn(['wechat'])).toBe(false);
    expect(isCountedIn(['phone', 'mall'])).toBe(false);
    for (const node of ['wechat', 'wecom', 'official_account'] as const)
      expect(isCountedIn(['phone', node])).toBe(true);
  });
  test('a set keeps its order, so that equal sets are equal values; another order is refused', () => {
    expect(withNode(['phone'], 'wecom', true)).toEqual(['wecom', 'phone']);
    expect(withNode(['wecom', 'phone'], 'wecom', false)).toEqual(['phone']);
    const takes = (presence: string[]) => patchSchema(customer).safeParse({ presence }).success;
    expect(takes(['wecom', 'phone'])).toBe(true);
    expect(takes([])).toBe(true);
    expect(takes(['phone', 'wecom'])).toBe(false);
    expect(takes(['wecom', 'wecom'])).toBe(false);
    expect(takes(['pigeon'])).toBe(false);
  });
});

test('[C04] the portrait counts its parts and names the gaps in their order', () => {
  const known = Object.fromEntries(portraitParts.map((part) => [part, true])) as Record<
    PortraitPart,
    boolean
  >;
  expect(portraitOf(known)).toMatchObject({ percent: 100, gaps: [] });
  expect(portraitOf({ ...known, need: false, city: false })).toEqual({
    filled: portraitParts.length - 2,
    total: portraitParts.length,
    percent: 86,
    gaps: ['city', 'need'],
  });
});

describe('[D15] how a promise was kept', () => {
  const dueAt = '2026-03-09T02:00:00.000Z';
  test.each([
    ['kept', '2026-03-08T15:59:00.000Z', 'early'],
    ['kept', '2026-03-08T16:00:00.000Z', 'kept'],
    ['kept', dueAt, 'kept'],
    ['kept', '2026-03-09T02:00:00.001Z', 'late'],
    ['cancelled', '2026-03-09T02:00:00.001Z', 'cancelled'],
    ['open', null, 'overdue'],
  ] as const)('%s at %s: %s', (status, closedAt, outcome) => {
    expect(promiseOutcome({ status, dueAt, closedAt }, now)).toBe(outcome);
  });
  test('one whose time has not come is open', () => {
    expect(promiseOutcome({ status: 'open', dueAt: '2026-03-10T01:00:01.000Z', closedAt: null }, now)).toBe(
      'open',
    );
  });
});

describe('[D17] the cadence strip', () => {
  const limits = { gapDays: 10, clusterTouches: 2, clusterDays: 7 };
  const window = { from: '2026-01-10', today: '2026-03-10' };
  const touch = (on: string, kind: PastTouch['kind'] = 'chat'): PastTouch => ({
    on,
    kind,
    touchClass: 'care',
  });
  test('no touch at all is one gap', () => {
    expect(cadenceOf([], window, limits).gaps).toEqual([
      { fromOn: '2026-01-10', toOn: '2026-03-10', days: 60 },
    ]);
  });
  test('a gap is what is longer than the rhythm allows; likes do not end it', () => {
    const touches = [
      touch('2026-01-15'),
      touch('2026-01-26'),
      touch('2026-02-01', 'like'),
      touch('2026-03-01'),
    ];
    expect(cadenceOf(touches, window, limits)).toEqual({
      gaps: [{ fromOn: '2026-01-27', toOn: '2026-02-28', days: 33 }],
      clusters: [],
    });
  });
  test('more talks in a week than the guard allows are a cluster; overlapping ones are one', () => {
    const days = ['2026-03-01', '2026-03-02', '2026-03-03', '2026-03-08', '2026-03-09'];
    expect(
      cadenceOf(
        days.map((on) => touch(on)),
        window,
        limits,
      ).clusters,
    ).toEqual([{ fromOn: '2026-03-01', toOn: '2026-03-09', touches: 5 }]);
  });
  test('as many as allowed are none', () => {
    const days = ['2026-03-01', '2026-03-07', '2026-03-08'];
    expect(
      cadenceOf(
        days.map((on) => touch(on)),
        window,
        limits,
      ).clusters,
    ).toEqual([]);
  });
});

describe('[B04] triage', () => {
  const grade = (intent: number, cue: 'genuine' | 'unclear' | 'doubtful', source: 'order' | 'unknown') =>
    triageGrade({ intent, cue, source }, defaultSettings);
  test('grades by intent, profile and source', () => {
    expect(grade(3, 'unclear', 'unknown')).toBe('high');
    expect(grade(2, 'genuine', 'unknown')).toBe('high');
    expect(grade(1, 'genuine', 'order')).toBe('high');
    expect(grade(1, 'unclear', 'unknown')).toBe('medium');
    expect(grade(0, 'genuine', 'order')).toBe('medium');
    expect(grade(0, 'doubtful', 'order')).toBe('low');
  });
  const asked = {
    triagedAt: null,
    intentAt: null,
    intent: 0,
    tier: 'N',
    createdAt: '2026-03-08T01:00:00.000Z',
  } as const;
  test('[B03] it is late after two days, while nobody has said what they want', () => {
    expect(isTriageLate(asked, now, defaultSettings)).toBe(true);
    expect(isTriageLate(asked, now - 1, defaultSettings)).toBe(false);
    expect(isTriageLate({ ...asked, triagedAt: asked.createdAt }, now, defaultSettings)).toBe(false);
  });
  test('only a new friend of whom nothing is known has it open', () => {
    expect(isTriageOpen(asked)).toBe(true);
    expect(isTriageOpen({ ...asked, tier: 'B' })).toBe(false);
    expect(isTriageOpen({ ...asked, intent: 2, intentAt: asked.createdAt })).toBe(false);
  });
});
