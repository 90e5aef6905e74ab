import { describe, expect, it } from 'vitest';
import type { PlanItemView, PlanView } from '#shared/contract/plan.ts';
import { rangesOf } from '#renderer/components/word-range.ts';
import { soughtWords } from '#renderer/features/today/hidden-search.ts';
import { noticesOf } from '#renderer/features/today/notices.ts';
import { reflectionOf, reflectionText } from '#renderer/features/today/reflection.ts';

const open = (id: string, kind: string, over: object = {}) =>
  ({
    id,
    customerId: id,
    kind,
    status: 'open',
    reasons: [],
    dueAt: null,
    displacedAt: null,
    offCode: null,
    ...over,
  }) as unknown as PlanItemView;
const taken = (id: string, days: number) =>
  open(id, 'HANDOVER', { reasons: [{ code: 'handover', params: { days } }] });
const planOf = (items: PlanItemView[], names: string[] = []) =>
  ({
    planOn: '2026-03-10',
    items,
    tierMoves: { up: 0, down: 0, placed: 0 },
    lost: names.map((name) => ({ customerId: name, name, kind: 'deleted_us', happenedAt: '' })),
  }) as unknown as PlanView;

describe('the notices above the list', () => {
  it('name who waits longest and what is due first', () => {
    const promises = [
      open('p', 'PROMISE', { dueAt: '2026-03-10T03:00:00.000Z' }),
      open('q', 'PROMISE', { dueAt: '2026-03-10T01:00:00.000Z' }),
      open('r', 'PROMISE', { dueAt: '2026-03-11T01:00:00.000Z' }),
    ];
    expect(noticesOf(planOf([taken('a', 1), taken('b', 3), ...promises], ['吴文斌']))).toEqual([
      { kind: 'handover', count: 2, days: 3, itemId: 'b' },
      { kind: 'promise', count: 2, dueAt: '2026-03-10T01:00:00.000Z', itemId: 'q' },
      { kind: 'lost', customerId: '吴文斌', name: '吴文斌', how: 'deleted_us' },
    ]);
  });

  it('say what the weekly check of the tiers moved last, and only where there is room', () => {
    const tierMoves = { up: 2, down: 1, placed: 0 };
    const planWith = (names: string[]) => ({ ...planOf([taken('a', 1)], names), tierMoves });
    expect(noticesOf(planWith(['赵'])).at(-1)).toEqual({ kind: 'tiers', ...tierMoves });
    expect(noticesOf(planWith(['赵', '钱'])).map(({ kind }) => kind)).toEqual(['handover', 'lost', 'lost']);
    expect(noticesOf(planOf([]))).toEqual([]);
  });

  it('are three at most, and none about what is done or gave way', () => {
    expect(noticesOf(planOf([taken('a', 1)], ['赵', '钱', '孙']))).toHaveLength(3);
    const dealtWith = [
      { ...taken('a', 1), status: 'done' as const },
      { ...taken('b', 1), displacedAt: '2026-03-10T02:00:00.000Z' },
    ];
    expect(noticesOf(planOf(dealtWith))).toEqual([]);
  });
});

it('a word looked for in “why not?” goes to core with the tasks, gaps and reasons whose words hold it', () => {
  const shown = {
    kind: (name: string) => (name === 'PROMO' ? '可以推荐' : name),
    gap: (name: string) => (name === 'city' ? '补城市' : name),
    code: (name: string) => (name === 'DAY_FULL' ? '今天排满了' : name),
  };
  expect(soughtWords(' 李 排满 Promise  ', shown)).toEqual([
    { text: '李', kinds: [], gaps: [], codes: [] },
    { text: '排满', kinds: [], gaps: [], codes: ['DAY_FULL'] },
    { text: 'promise', kinds: ['PROMISE'], gaps: [], codes: [] },
  ]);
  expect(soughtWords('城市 推荐', shown)).toMatchObject([{ gaps: ['city'] }, { kinds: ['PROMO'] }]);
  expect(soughtWords('  ', shown)).toEqual([]);
});

describe('the 30-second 复盘', () => {
  const both = { win: '李姐回复了', miss: '漏了一位\n明天先做' };

  it('is one text that reads by itself and opens again as two, in either language', () => {
    expect(reflectionText(both, true)).toBe('做得好：李姐回复了\n没做好：漏了一位\n明天先做');
    for (const isChinese of [true, false]) {
      for (const kept of [both, { win: '', miss: '漏了' }, { win: '好', miss: '' }, { win: '', miss: '' }])
        expect(reflectionOf(reflectionText(kept, isChinese))).toEqual(kept);
    }
  });

  it('takes a text of before as a win, and loses nothing of it', () => {
    expect(reflectionOf('今天不错，明天早点')).toEqual({ win: '今天不错，明天早点', miss: '' });
  });
});

it('words of a draft are marked where they stand, each place once', () => {
  expect(rangesOf('优惠，名额有限，优惠', ['名额', '优惠'])).toEqual([
    { from: 0, to: 2 },
    { from: 3, to: 5 },
    { from: 8, to: 10 },
  ]);
  expect(rangesOf('加我微信看链接', ['微信', '加我微信'])).toEqual([{ from: 0, to: 4 }]);
  expect(rangesOf('优惠', [''])).toEqual([]);
});
