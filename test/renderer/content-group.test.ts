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
