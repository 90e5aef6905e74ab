import { describe, expect, it } from 'vitest';
import type { PlanItemView } from '#shared/contract/plan.ts';
import { classOfKind, mediumOfKind } from '#shared/domain/plan/kind.ts';
import { blockOf, nextAfter, placeItems, steadyOrder } from '#renderer/features/today/plan-block.ts';

function item(id: string, over: Partial<PlanItemView> = {}): PlanItemView {
  const { kind = 'GAP' } = over;
  return {
    id,
    touchClass: classOfKind(kind),
    medium: mediumOfKind(kind),
    quietMinutes: null,
    customerId: id,
    name: id,
    addressAs: '',
    tier: 'B',
    kind,
    momentId: null,
    subjectText: '',
    gap: null,
    offer: null,
    draft: '',
    draftSells: [],
    lastWords: '',
    score: 0,
    minutes: 5,
    reasons: [],
    dueAt: null,
    status: 'open',
    statusAt: null,
    skipReason: null,
    pending: false,
    needsEvidence: false,
    insertedAt: null,
    displacedAt: null,
    offCode: null,
    ...over,
  };
}
const ids = (items: readonly PlanItemView[]): string => items.map(({ id }) => id).join('');

it('a step of a SOP stands with what it is: one that sells with the offers, a like with the posts', () => {
  const step = { kind: 'SOP_SOFT' } as const;
  expect(blockOf(item('a', step))).toBe('care');
  expect(blockOf(item('a', { ...step, touchClass: 'promo' }))).toBe('offer');
  expect(blockOf(item('a', { ...step, medium: 'like' }))).toBe('moment');
});

it('what was taken off is dealt with, whatever its status', () => {
  expect(blockOf(item('a', { displacedAt: '2026-03-10T02:00:00.000Z' }))).toBe('care');
  const off = { displacedAt: '2026-03-10T02:00:00.000Z', offCode: 'DO_NOT_CONTACT' } as const;
  expect(blockOf(item('a', off))).toBe('settled');
  expect(blockOf(item('a', { ...off, status: 'later' }))).toBe('settled');
});

describe("today's list", () => {
  it('puts obligations first, new customers next, then the others, and what was moved to later last', () => {
    expect(blockOf(item('a', { kind: 'PROMISE', tier: 'N' }))).toBe('must');
    expect(blockOf(item('a', { kind: 'SOP_HARD' }))).toBe('must');
    const newDay = { reasons: [{ code: 'newDay', params: { day: 14 } }] };
    expect(blockOf(item('a', { kind: 'SOP_SOFT', ...newDay }))).toBe('new');
    expect(blockOf(item('a', { kind: 'SOP_SOFT' }))).toBe('care');
    expect(blockOf(item('a', { kind: 'MOMENT_COMMENT', tier: 'N' }))).toBe('moment');
    expect(blockOf(item('a', { kind: 'LIKE' }))).toBe('moment');
    expect(blockOf(item('a', { kind: 'REFERRAL' }))).toBe('offer');
    expect(blockOf(item('a', { kind: 'CARD_FIX' }))).toBe('upkeep');
    expect(blockOf(item('a', { tier: 'N' }))).toBe('new');
    expect(blockOf(item('a'))).toBe('care');
    expect(blockOf(item('a', { kind: 'PROMISE', status: 'later' }))).toBe('later');
    expect(blockOf(item('a', { status: 'skipped' }))).toBe('settled');
    const walk = placeItems([
      item('a'),
      item('b', { status: 'done' }),
      item('c', { status: 'later' }),
      item('d', { kind: 'PROMISE' }),
      item('e', { kind: 'SOP_SOFT', ...newDay }),
    ]);
    expect(ids(walk.map((entry) => entry.item))).toBe('deac');
  });

  it('keeps what there is to do for one customer on one card, in the first block it belongs to', () => {
    const placed = placeItems([
      item('a', { customerId: 'zhang' }),
      item('b', { customerId: 'liu' }),
      item('c', { customerId: 'zhang', kind: 'PROMISE' }),
      item('d', { customerId: 'zhang', status: 'later' }),
      item('e', { customerId: 'zhang', status: 'done' }),
    ]);
    expect(placed.map((entry) => [entry.item.id, entry.block, entry.attached])).toEqual([
      ['c', 'must', false],
      ['a', 'must', true],
      ['b', 'care', false],
      ['d', 'later', false],
    ]);
  });

  it('keeps the order the person saw when core sorts anew', () => {
    const before = ['a', 'b', 'c'];
    expect(ids(steadyOrder([item('c'), item('a'), item('b')], before))).toBe('abc');
  });

  it('puts a new item behind its neighbour and drops what is gone', () => {
    expect(ids(steadyOrder([item('c'), item('x'), item('a')], ['a', 'b', 'c']))).toBe('acx');
    expect(ids(steadyOrder([item('x'), item('a')], ['a']))).toBe('xa');
    expect(ids(steadyOrder([item('b'), item('a')], []))).toBe('ba');
  });

  it('moves the focus to the next card, and back at the end of the list', () => {
    const placed = placeItems([item('a'), item('b'), item('c')]);
    expect(nextAfter(placed, 'a')).toBe('b');
    expect(nextAfter(placed, 'c')).toBe('b');
    expect(nextAfter(placeItems([item('a')]), 'a')).toBeNull();
  });

  it('does not follow what else there is for the same customer to another block', () => {
    const placed = placeItems([
      item('a', { customerId: 'zhang', kind: 'PROMISE' }),
      item('b', { customerId: 'zhang' }),
      item('c', { customerId: 'liu' }),
    ]);
    expect(nextAfter(placed, 'a')).toBe('c');
    expect(nextAfter(placed, 'b')).toBe('c');
    expect(nextAfter(placed.slice(0, 2), 'a')).toBe('b');
  });

  it('shows looks and likes as one row each, apart from the cards of their customers', () => {
    const placed = placeItems([
      item('a', { customerId: 'zhang', kind: 'PATROL' }),
      item('b', { customerId: 'zhang', kind: 'MOMENT_COMMENT' }),
      item('c', { customerId: 'liu', kind: 'PATROL' }),
      item('d', { customerId: 'zhang', kind: 'LIKE' }),
      item('e', { customerId: 'zhao', kind: 'PATROL', status: 'done' }),
    ]);
    expect(placed.map(({ item: { id }, attached, batch }) => [id, attached, batch?.length])).toEqual([
      ['PATROL', false, 2],
      ['b', false, undefined],
      ['LIKE', false, 1],
    ]);
    expect(nextAfter(placed, 'PATROL')).toBe('b');
  });
});
