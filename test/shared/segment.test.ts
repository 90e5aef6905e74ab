import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isInSegment, segment, type Segment, type SegmentFacts } from '#shared/domain/segment/segment.ts';

const day = {
  today: '2026-03-10',
  instantBefore: (days: number) =>
    new Date(Date.parse('2026-03-10T12:00:00.000Z') - days * 86_400_000).toISOString(),
  dateBefore: (days: number) =>
    new Date(Date.parse('2026-03-10T00:00:00.000Z') - days * 86_400_000).toISOString().slice(0, 10),
};
const facts: SegmentFacts = {
  tags: ['怕痛', '有孩子'],
  tier: 'A',
  trustStage: 'approved',
  status: 'active',
  source: 'referral',
  city: '杭州',
  addedOn: '2026-02-01',
  lastTouchAt: '2026-02-20T03:00:00.000Z',
  nextTouchOn: '2026-03-11',
  orders: 2,
  paidFen: 500_000,
};
const holds = (tree: Segment, more: Partial<SegmentFacts> = {}) =>
  isInSegment(tree, { ...facts, ...more }, day);

describe('C03: a question of tags and fields', () => {
  test.each<[Segment, boolean]>([
    [{ is: 'tag', anyOf: ['怕痛', '种植'] }, true],
    [{ is: 'tag', anyOf: ['种植'] }, false],
    [{ is: 'tier', anyOf: ['B', 'A'] }, true],
    [{ is: 'trust', anyOf: ['committed'] }, false],
    [{ is: 'city', anyOf: ['杭州'] }, true],
    [{ is: 'source', anyOf: ['referral'] }, true],
    [{ is: 'status', anyOf: ['blocked_us'] }, false],
    [{ is: 'quietDays', atLeast: 18 }, true],
    [{ is: 'quietDays', atLeast: 19 }, false],
    [{ is: 'addedDays', atMost: 37 }, true],
    [{ is: 'addedDays', atMost: 36 }, false],
    [{ is: 'orders', atLeast: 2 }, true],
    [{ is: 'paidFen', atLeast: 500_001 }, false],
    [{ is: 'due' }, false],
    [{ all: [] }, true],
    [{ any: [] }, false],
    [{ not: { is: 'due' } }, true],
    [{ all: [{ is: 'tier', anyOf: ['A'] }, { not: { is: 'tag', anyOf: ['种植'] } }] }, true],
    [
      {
        any: [
          { is: 'due' },
          {
            all: [
              { is: 'orders', atLeast: 1 },
              { is: 'city', anyOf: ['上海'] },
            ],
          },
        ],
      },
      false,
    ],
  ])('%j: %s', (tree, expected) => {
    expect(segment.parse(tree)).toEqual(tree);
    expect(holds(tree)).toBe(expected);
  });

  test('never touched counts as quiet for any time, and is never due by itself', () => {
    expect(holds({ is: 'quietDays', atLeast: 3_650 }, { lastTouchAt: null })).toBe(true);
    expect(holds({ is: 'due' }, { nextTouchOn: null })).toBe(false);
  });

  test('what is no question, or too large a one, is refused', () => {
    const leaf = { is: 'due' } as const;
    let deep: Segment = leaf;
    for (let n = 0; n < 20; n++) deep = { not: deep };
    const wide = { all: Array.from({ length: 5 }, () => ({ any: Array.from({ length: 30 }, () => leaf) })) };
    for (const bad of [
      deep,
      wide,
      {},
      { is: 'tag', anyOf: [] },
      { is: 'tag', anyOf: ['a'], more: 1 },
      { all: 'x' },
      'due',
    ]) {
      expect(segment.safeParse(bad).success, JSON.stringify(bad)).toBe(false);
    }
  });

  const tree = fc.letrec<{ tree: Segment }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom<Segment>(
        { is: 'tag', anyOf: ['怕痛'] },
        { is: 'tag', anyOf: ['种植'] },
        { is: 'tier', anyOf: ['A'] },
        { is: 'due' },
        { is: 'orders', atLeast: 3 },
      ),
      fc.record({ all: fc.array(tie('tree'), { maxLength: 3 }) }),
      fc.record({ any: fc.array(tie('tree'), { maxLength: 3 }) }),
      fc.record({ not: tie('tree') }),
    ),
  })).tree;

  test('the rules of De Morgan hold for every tree', () => {
    fc.assert(
      fc.property(fc.array(tree, { maxLength: 4 }), (parts) => {
        const negated = parts.map((part): Segment => ({ not: part }));
        expect(holds({ not: { all: parts } })).toBe(holds({ any: negated }));
        expect(holds({ not: { any: parts } })).toBe(holds({ all: negated }));
      }),
    );
  });
});
