import { offersFirst, offerStateOf } from '#shared/domain/offer-state.ts';
import { describe, expect, it } from 'vitest';
import { groupByKind, searchTerm, splitFillIns } from '#renderer/features/content/content-group.ts';

describe('the content library', () => {
  it('is searched from the second character on, counting characters as people do', () => {
    expect(searchTerm(' 价 ')).toBeUndefined();
    expect(searchTerm('😀')).toBeUndefined();
    expect(searchTerm(' 价格 ')).toBe('价格');
  });

  it('shows what is still to be filled in', () => {
    expect(splitFillIns('{称呼}，{事}怎么样了？')).toEqual(['', '{称呼}', '，', '{事}', '怎么样了？']);
    expect(splitFillIns('没有 {} 空')).toEqual(['没有 {} 空']);
  });

  it('stands grouped in the fixed order of kinds, each kind in the order given', () => {
    const items = [
      { id: 1, kind: 'promo' },
      { id: 2, kind: 'opener' },
      { id: 3, kind: 'promo' },
    ] as const;
    expect(groupByKind([...items]).map(({ kind, items: own }) => [kind, own.map(({ id }) => id)])).toEqual([
      ['opener', [2]],
      ['promo', [1, 3]],
    ]);
  });
});

it('an offer waits, runs with its first and last day in it, and ends; without days it is a text', () => {
  const state = (offerFromOn: string | null, offerToOn: string | null, kind: 'promo' | 'care' = 'promo') =>
    offerStateOf({ kind, offerFromOn, offerToOn }, '2026-03-10');
  expect(state('2026-03-11', null)).toBe('planned');
  expect([state('2026-03-10', '2026-03-10'), state(null, '2026-03-10'), state('2026-03-01', null)]).toEqual([
    'running',
    'running',
    'running',
  ]);
  expect(state('2026-03-01', '2026-03-09')).toBe('ended');
  expect([state(null, null), state('2026-03-01', null, 'care')]).toEqual([null, null]);
});

it('what runs stands in front of what will, that of plain texts, and those of what has ended', () => {
  const item = (id: string, offerFromOn: string | null, offerToOn: string | null = null) =>
    ({ id, kind: 'promo', offerFromOn, offerToOn }) as const;
  const items = [
    item('text', null),
    item('ended', null, '2026-03-09'),
    item('planned', '2026-03-11'),
    item('runs', null, '2026-03-20'),
    item('text too', null),
  ];
  expect(offersFirst(items, '2026-03-10').map(({ id }) => id)).toEqual([
    'runs',
    'planned',
    'text',
    'text too',
    'ended',
  ]);
});
