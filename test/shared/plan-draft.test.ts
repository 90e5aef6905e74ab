import { describe, expect, test } from 'vitest';
import { draftOf, sellingWords } from '#shared/domain/plan/draft.ts';
import { defaultSettings } from '#shared/domain/setting.ts';

const card = { name: '王芳', addressAs: '王姐', city: '杭州', concern: '种植疼不疼', child: '小雨' };
const blank = { ...card, addressAs: '', city: '', concern: '', child: '' };
const step = (template: string) =>
  ({ template, kind: 'SOP_SOFT', touchClass: 'care', ownName: '小陈', product: '' }) as const;

describe('the draft of a row', () => {
  test('is the text of the step with address, fact and concern where it asks for them', () => {
    expect(draftOf(step('{称呼}，我是{我}，{城市}冷吗？{事}好些没有？{孩子}呢？'), card)).toBe(
      '王姐，我是小陈，杭州冷吗？“种植疼不疼”好些没有？小雨呢？',
    );
  });

  test('or with a line for each of them; marks nobody knows are left for the rep', () => {
    expect(draftOf(step('{称呼}，{时间}见'), card)).toBe(
      '王姐，{时间}见\n您说的“种植疼不疼”，我记着呢。\n替我问小雨好。',
    );
    expect(draftOf(step('{称呼}，{事}'), blank)).toBe('王芳，{事}');
  });

  test('an offer takes up no concern; a talk by rhythm begins with it, and without one has no draft', () => {
    const offer = { ...step('{称呼}，{事}公开日'), kind: 'PROMO', touchClass: 'promo' } as const;
    expect(draftOf(offer, card)).toBe('王姐，{事}公开日');
    const gap = { ...step(''), template: undefined, kind: 'GAP' } as const;
    expect(draftOf(gap, card)).toBe('王姐，您上次说的“种植疼不疼”，后来怎么样了？');
    expect(draftOf(gap, blank)).toBe('');
  });
});

test('[R5] a check-in by date asks how it goes and sells nothing', () => {
  const ask = { ...step(''), template: undefined, kind: 'REPURCHASE', touchClass: 'service' } as const;
  const draft = draftOf({ ...ask, product: '隐形矫正' }, blank);
  expect(draft).toBe('王芳，上次的隐形矫正用得怎么样？有什么不顺的地方，随时跟我说。');
  expect(draftOf(ask, blank)).toContain('上次买的用得怎么样');
  expect(sellingWords(draft, defaultSettings)).toEqual([]);
});

test('words that sell are found by the lists of R9', () => {
  const found = (text: string) => sellingWords(text, defaultSettings);
  expect(found('王姐，这周优惠，只要 199 元，加微信看链接')).toEqual(['链接', '加微信', '199 元', '优惠']);
  expect(found('王姐，恢复得怎么样？')).toEqual([]);
});
