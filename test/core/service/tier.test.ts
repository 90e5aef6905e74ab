/** What a device makes of the weekly check of the tiers (rules.md R1). */
import { describe, expect, test } from 'vitest';
import type { CustomerFields } from '#shared/contract/customer.ts';
import { createRep } from './rep.ts';

/** The Monday of the week in which a rep's test begins, 06:00 in Shanghai. */
const monday = '2026-03-09';
const mondayAt = '2026-03-08T22:00:00.000Z';

const setUp = (fields: Partial<CustomerFields> = {}) => {
  const rep = createRep();
  const scopeId = rep.context.bookId;
  const { customerId } = rep.customer.create({
    fields: { name: '孙姐', tier: 'A', addedOn: '2025-06-01', ...fields },
  });
  return {
    rep,
    customerId,
    tier: () => rep.insight.get(customerId).tier,
    checked: (fields: object = {}) =>
      rep.context.pulled('tier_check', {
        scopeId,
        customerId,
        createdBy: null,
        checkedOn: monday,
        ranks: ['A'],
        apart: null,
        place: 3,
        placeOf: 40,
        score: 71,
        parts: null,
        ...fields,
      }),
    ruled: (from: string, to: string, happenedAt = mondayAt) =>
      rep.context.pulled('card_change', {
        scopeId,
        customerId,
        createdBy: null,
        field: 'tier',
        fromValue: from,
        toValue: to,
        reason: '',
        signs: [],
        happenedAt,
      }),
  };
};

describe('[R1] since when and why', () => {
  test('before the first check: when that is; a new customer: until when', () => {
    expect(setUp().tier()).toMatchObject({
      change: null,
      override: null,
      check: null,
      newUntil: null,
      nextOn: '2026-03-16',
      fallsTo: null,
    });
    expect(setUp({ tier: 'N', addedOn: '2026-03-01' }).tier().newUntil).toBe('2026-03-15');
  });

  test('changed by the rule: nobody’s decision, and no end of one', () => {
    const set = setUp();
    const id = set.ruled('B', 'A');
    set.checked();
    expect(set.tier()).toMatchObject({
      change: { at: mondayAt, from: 'B', reason: '', byRule: true, byName: null },
      override: null,
      check: { checkedOn: monday, rank: 'A', place: 3, placeOf: 40, score: 71 },
      fallsTo: null,
    });
    const page = set.rep.timeline.list(set.customerId, undefined, 10);
    expect(page.entries.filter(({ type }) => type === 'change')).toMatchObject([
      { id, field: 'tier', fromValue: 'B', toValue: 'A', byRule: true, own: false, authorName: null },
    ]);
  });

  test('changed by hand: with the reason, up to a day, from the moment it was decided', () => {
    const set = setUp({ tier: 'B' });
    set.checked({ ranks: ['B'] });
    set.rep.customer.patch(set.customerId, { tier: 'A' }, '老板的朋友');
    expect(set.tier()).toMatchObject({
      change: { from: 'B', reason: '老板的朋友', byRule: false, byName: '王小明' },
      override: { endsOn: '2026-06-08', isOver: false },
      fallsTo: null,
    });
    const [entry] = set.rep.timeline.list(set.customerId, undefined, 10).entries;
    expect(entry).toMatchObject({ type: 'change', byRule: false, own: true, body: '老板的朋友' });
    set.rep.clock.set('2026-06-09T01:00:00.000Z');
    expect(set.tier().override).toEqual({ endsOn: '2026-06-08', isOver: true });
  });

  test('would fall next Monday: ranked lower now, no decision that still holds then, and the check is the last one', () => {
    const set = setUp();
    const id = set.checked({ ranks: ['C', 'A'] });
    expect(set.tier().fallsTo).toBe('C');
    set.rep.customer.patch(set.customerId, { status: 'do_not_contact' });
    expect(set.tier().fallsTo).toBeNull();
    set.rep.customer.patch(set.customerId, { status: 'active' });
    set.rep.customer.patch(set.customerId, { tier: 'B' }, '先这样');
    expect(set.tier().fallsTo).toBeNull();
    set.rep.customer.undoChange(set.customerId, 'tier');
    expect(set.tier().fallsTo).toBe('C');
    set.checked({ id, ranks: ['C', 'A'], checkedOn: '2026-03-02' });
    expect(set.tier().fallsTo).toBeNull();
    set.checked({ id, ranks: [], apart: 'NO_ANSWER', place: null, placeOf: null, score: null });
    expect(set.tier()).toMatchObject({ fallsTo: null, check: { rank: null, apart: 'NO_ANSWER' } });
  });
});

describe('[R1] what the check moved', () => {
  test('is counted on the day it came, and found in the list all week; who was changed by hand since is not', () => {
    const set = setUp();
    set.rep.clock.set('2026-03-09T01:00:00.000Z');
    const found = () => set.rep.customer.list({ tierMoved: true }, { by: 'name', direction: 'asc' }).lines;
    expect(set.rep.plan.today().tierMoves).toEqual({ up: 0, down: 0, placed: 0 });
    expect(found()).toEqual([]);
    set.ruled('B', 'A');
    const { customerId: lower } = set.rep.customer.create({ fields: { name: '李哥', tier: 'C' } });
    const { customerId: placed } = set.rep.customer.create({ fields: { name: '赵总', tier: 'B' } });
    for (const [customerId, fromValue, toValue] of [
      [lower, 'B', 'C'],
      [placed, 'N', 'B'],
    ] as const)
      set.rep.context.pulled('card_change', {
        scopeId: set.rep.context.bookId,
        customerId,
        createdBy: null,
        field: 'tier',
        fromValue,
        toValue,
        reason: '',
        signs: [],
        happenedAt: mondayAt,
      });
    expect(set.rep.plan.today().tierMoves).toEqual({ up: 1, down: 1, placed: 1 });
    set.rep.clock.set('2026-03-12T01:00:00.000Z');
    expect(set.rep.plan.today().tierMoves).toEqual({ up: 0, down: 0, placed: 0 });
    expect(
      found()
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(['孙姐', '李哥', '赵总'].toSorted());
    set.rep.customer.patch(lower, { tier: 'A' }, '谈得很好');
    expect(
      found()
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(['孙姐', '赵总'].toSorted());
    set.rep.clock.set('2026-03-16T01:00:00.000Z');
    expect(found()).toEqual([]);
  });
});
