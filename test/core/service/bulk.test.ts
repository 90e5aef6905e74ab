import { describe, expect, test } from 'vitest';
import type { CustomerSort } from '#shared/domain/list-view.ts';
import { createRep, type Rep } from './rep.ts';

const byName: CustomerSort = { by: 'name', direction: 'asc' };
const create = (rep: Rep, name: string, tags: string[] = []) =>
  rep.customer.create({ fields: { name }, tags }).customerId;
const tagsOf = (rep: Rep, id: string) => rep.customer.get(id).tags.map((tag) => tag.name);
const dictionaryTag = (rep: Rep, name: string, more: object = {}) =>
  rep.context.pulled('tag', {
    scopeId: rep.context.companyScopeId,
    name,
    groupName: '体质',
    ordinal: 1,
    isExclusive: false,
    validDays: null,
    ...more,
  });

describe('C01: tags', () => {
  test('one of an exclusive group takes the place of the former one, in one mutation', () => {
    const rep = createRep();
    for (const name of ['怕痛', '不怕痛']) dictionaryTag(rep, name, { isExclusive: true });
    const id = create(rep, '张伟', ['老客户', '怕痛']);
    const before = rep.mutations().length;
    rep.clock.pass(1_000);
    const { replaced } = rep.tag.add(id, '不怕痛', { reason: '上次说的' });
    expect(replaced.map((tag) => tag.name)).toEqual(['怕痛']);
    expect(tagsOf(rep, id)).toEqual(['老客户', '不怕痛']);
    expect(rep.mutations().slice(before)).toEqual(['tag.add']);
    expect(tagsOf(rep, create(rep, '李雷', ['怕痛', '不怕痛']))).toEqual(['不怕痛']);
  });

  test('who, when and why stand on the tag; one that has run out is gone from card, list and search', () => {
    const rep = createRep();
    dictionaryTag(rep, '本月有空', { validDays: 30 });
    const id = create(rep, '张伟');
    rep.tag.add(id, '本月有空', { reason: '她自己说的' });
    rep.clock.pass(1_000);
    rep.tag.add(id, '出差', { expiresOn: '2026-03-11' });
    expect(rep.customer.get(id).tags).toMatchObject([
      { name: '本月有空', reason: '她自己说的', byName: '王小明', expiresOn: '2026-04-09' },
      { name: '出差', reason: '', expiresOn: '2026-03-11' },
    ]);
    expect(rep.customer.list({ tags: ['出差'] }, byName).lines).toHaveLength(1);
    rep.clock.set('2026-03-12T01:00:00.000Z');
    expect(tagsOf(rep, id)).toEqual(['本月有空']);
    expect(rep.customer.list({ tags: ['出差'] }, byName).lines).toHaveLength(0);
    expect(rep.customer.list({}, byName).lines[0]!.tags).toEqual(['本月有空']);
    expect(rep.customer.list({ segment: { is: 'tag', anyOf: ['出差'] } }, byName).lines).toHaveLength(0);
    expect(rep.tag.list().find((tag) => tag.name === '出差')).toBeUndefined();
    rep.tag.add(id, '出差');
    expect(tagsOf(rep, id)).toEqual(['本月有空', '出差']);
  });
});

describe('C01: one change to many', () => {
  test('a tag: looked at before, put on, taken back as if nothing had been', () => {
    const rep = createRep();
    for (const name of ['怕痛', '不怕痛']) dictionaryTag(rep, name, { isExclusive: true });
    const ids = [create(rep, '甲', ['怕痛']), create(rep, '乙', ['不怕痛']), create(rep, '丙')];
    const gone = create(rep, '丁');
    rep.customer.delete(gone);
    const asked = [...ids, gone, '01900000-0000-7000-8000-000000000099'];
    const change = { do: 'addTag', name: '不怕痛', reason: '体检日' } as const;
    const expected = {
      changed: 2,
      same: 1,
      missing: 2,
      replaced: [{ name: '怕痛', customers: 1 }],
      day: null,
    };
    const queued = rep.mutations().length;
    expect(rep.bulk.preview(asked, change)).toEqual(expected);
    expect(rep.mutations()).toHaveLength(queued);
    const { undoId, ...figures } = rep.bulk.apply(asked, change);
    expect(figures).toEqual(expected);
    expect(ids.map((id) => tagsOf(rep, id))).toEqual([['不怕痛'], ['不怕痛'], ['不怕痛']]);
    expect(rep.customer.get(ids[0]!).tags[0]!.reason).toBe('体检日');
    expect(rep.bulk.undo(undoId!)).toEqual({ changed: 2 });
    expect(ids.map((id) => tagsOf(rep, id))).toEqual([['怕痛'], ['不怕痛'], []]);
    expect(() => rep.bulk.undo(undoId!)).toThrow('NOT_FOUND');
  });

  test('a tier with its reason; what was changed again since stays', () => {
    const rep = createRep();
    const a = create(rep, '甲');
    const b = rep.customer.create({ fields: { name: '乙', tier: 'B' } }).customerId;
    const { undoId, changed, same } = rep.bulk.apply([a, b], {
      do: 'setTier',
      tier: 'B',
      reason: '年度复核',
    });
    expect([changed, same]).toEqual([1, 1]);
    expect(
      rep.context.db.raw(`SELECT from_value, to_value, reason FROM card_change WHERE deleted_at IS NULL`),
    ).toEqual([{ fromValue: 'N', toValue: 'B', reason: '年度复核' }]);
    rep.customer.patch(a, { tier: 'A' }, '新近下单');
    expect(rep.bulk.undo(undoId!)).toEqual({ changed: 0 });
    expect(rep.customer.get(a).tier).toBe('A');
  });

  test('a tag is taken off; more customers than one mutation holds', () => {
    const rep = createRep();
    const ids = Array.from({ length: 700 }, (_, n) => create(rep, `客户${n}`, n % 2 ? ['旧'] : []));
    const { undoId, changed } = rep.bulk.apply(ids, { do: 'removeTag', name: '旧' });
    expect(changed).toBe(350);
    expect(rep.mutations().filter((name) => name === 'bulk.removeTag')).toHaveLength(2);
    expect(rep.customer.list({ tags: ['旧'] }, byName).lines).toHaveLength(0);
    expect(rep.bulk.undo(undoId!)).toEqual({ changed: 350 });
    expect(rep.customer.list({ tags: ['旧'] }, byName).lines).toHaveLength(350);
    expect(rep.bulk.apply(ids, { do: 'removeTag', name: '没有的' }).undoId).toBeNull();
  }, 60_000);
});

describe('saved views', () => {
  const view = {
    name: '怕痛的大客户',
    filter: { segment: { all: [{ is: 'tag', anyOf: ['怕痛'] }, { not: { is: 'tier', anyOf: ['C'] } }] } },
    sorts: [
      { by: 'tier', direction: 'asc' },
      { by: 'name', direction: 'desc' },
    ],
    columns: ['tier', 'city'],
  } satisfies Parameters<Rep['listView']['save']>[0];

  test('are kept with question, order and columns, and count what they show now', () => {
    const rep = createRep();
    const { id } = rep.listView.save(view);
    expect(rep.listView.list()).toEqual([{ ...view, id, count: 0, pending: true }]);
    create(rep, '张伟', ['怕痛']);
    expect(rep.listView.list()[0]!.count).toBe(1);
    expect(() => rep.listView.save(view)).toThrow('NAME_TAKEN');
    rep.listView.save({ ...view, id, columns: ['last'] });
    expect(rep.listView.list()).toMatchObject([{ id, columns: ['last'] }]);
    rep.listView.delete(id);
    expect(rep.listView.list()).toEqual([]);
    rep.listView.restore(id);
    expect(rep.listView.list()).toHaveLength(1);
  });

  test('several orders: the next one settles ties of the first', () => {
    const rep = createRep();
    for (const [name, tier, city] of [
      ['甲', 'B', '杭州'],
      ['乙', 'A', '上海'],
      ['丙', 'B', '上海'],
      ['丁', 'A', '杭州'],
    ] as const) {
      rep.customer.create({ fields: { name, tier, city } });
    }
    const { lines } = rep.customer.list({}, { by: 'city', direction: 'desc' }, [
      { by: 'tier', direction: 'desc' },
    ]);
    expect(lines.map((line) => `${line.city}${line.tier}`)).toEqual(['上海B', '上海A', '杭州B', '杭州A']);
  });

  test('a question over orders', () => {
    const rep = createRep();
    const customerId = create(rep, '张伟');
    create(rep, '李雷');
    for (const paidFen of [100_000, 250_000]) {
      rep.context.pulled('customer_order', {
        scopeId: rep.context.bookId,
        customerId,
        product: '洁牙',
        quantity: 1,
        paidFen,
        marginFen: 0,
        orderedOn: '2026-01-01',
      });
    }
    const found = (atLeast: number) =>
      rep.customer.list({ segment: { is: 'paidFen', atLeast } }, byName).lines.map((line) => line.name);
    expect(found(350_000)).toEqual(['张伟']);
    expect(found(350_001)).toEqual([]);
  });
});

test('the next touch of several: how full the day gets is said before, and one step takes it back', () => {
  const rep = createRep();
  const ids = ['张伟', '李雷', '王芳'].map((name) => create(rep, name));
  const change = { do: 'setNext', on: '2026-03-20', reason: '换季回访' } as const;
  const nextOf = (id: string) => rep.customer.get(id).nextTouchOn;
  const before = ids.map(nextOf);
  rep.nextDay.set(ids[2]!, { on: '2026-03-20', reason: '' });
  expect(rep.bulk.preview(ids.slice(0, 2), change)).toMatchObject({
    changed: 2,
    day: { due: 3, most: 24 },
  });
  const { undoId } = rep.bulk.apply(ids, change);
  expect(ids.map(nextOf)).toEqual(['2026-03-20', '2026-03-20', '2026-03-20']);
  expect(rep.bulk.preview(ids, change)).toMatchObject({ changed: 0, same: 3 });
  expect(rep.bulk.undo(undoId!)).toEqual({ changed: 3 });
  expect(ids.slice(0, 2).map(nextOf)).toEqual(before.slice(0, 2));
  expect(nextOf(ids[2]!)).toBe('2026-03-20');
});
