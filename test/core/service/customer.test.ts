import { describe, expect, test } from 'vitest';
import type { CustomerFilter } from '#shared/domain/list-view.ts';
import { createRep, today, type Rep } from './rep.ts';

const byName = { by: 'name', direction: 'asc' } as const;
const namesOf = (
  rep: Rep,
  filter: CustomerFilter = {},
  sort: Parameters<Rep['customer']['list']>[1] = byName,
) => rep.customer.list(filter, sort).lines.map((line) => line.name);
const create = (
  rep: Rep,
  name: string,
  more: Omit<Parameters<Rep['customer']['create']>[0], 'fields'> = {},
) => rep.customer.create({ fields: { name }, ...more }).customerId;

describe('creating a customer', () => {
  test('writes the card, its contact points and its tags in one mutation, all pending', () => {
    const rep = createRep();
    const tagId = rep.context.pulled('tag', {
      scopeId: rep.context.companyScopeId,
      name: '钢琴',
      groupName: '兴趣',
      ordinal: 1,
    });
    const id = create(rep, '张伟', {
      phone: ' 138 0013 8000 ',
      wechat: 'zw_88',
      tags: ['钢琴', '老同学', '钢琴'],
    });
    const card = rep.customer.get(id);
    expect(rep.mutations()).toEqual(['customer.create']);
    expect(card).toMatchObject({
      name: '张伟',
      tier: 'N',
      trustStage: 'acquainted',
      addedOn: today,
      bookId: rep.context.bookId,
      pending: true,
      nextTouchOn: today,
      lastTouchAt: null,
    });
    expect(card.contactPoints.map(({ kind, value, pending }) => [kind, value, pending])).toEqual([
      ['phone', '138 0013 8000', true],
      ['wechat', 'zw_88', true],
    ]);
    expect(card.tags.map(({ name, tagId: of }) => [name, of])).toEqual([
      ['钢琴', tagId],
      ['老同学', null],
    ]);
  });

  test('is refused for a person without a book', () => {
    const rep = createRep({ withBook: false });
    expect(() => create(rep, '张伟')).toThrow('REFUSED NO_BOOK');
    expect(rep.mutations()).toEqual([]);
  });
});

describe('changing a customer', () => {
  test('sends only the fields that really change', () => {
    const rep = createRep();
    const id = create(rep, '张伟');
    rep.customer.patch(id, { name: '张伟', city: '杭州' });
    rep.customer.patch(id, { city: '杭州' });
    const [patch, ...others] = rep.context.db
      .raw<{ writes: { op: string; fields: object }[] }>(
        `SELECT writes FROM outbox WHERE name = 'customer.patch'`,
      )
      .map(({ writes }) => writes[0]!);
    expect(others).toEqual([]);
    expect(patch!.fields).toEqual({ city: '杭州' });
  });

  test('R6: a sign of intent is dated', () => {
    const rep = createRep();
    const id = create(rep, '张伟');
    rep.customer.patch(id, { intent: 2 });
    const [row] = rep.context.db.raw<{ intent: number; intentAt: string }>(
      `SELECT intent, intent_at FROM customer`,
    );
    expect(row).toEqual({ intent: 2, intentAt: '2026-03-10T01:00:00.000Z' });
    expect(rep.customer.get(id).intent).toBe(2);
  });

  test('deleting takes it off the list, restoring brings everything back', () => {
    const rep = createRep();
    const id = create(rep, '张伟', { phone: '13800138000', tags: ['老同学'] });
    rep.customer.delete(id);
    expect(namesOf(rep)).toEqual([]);
    expect(namesOf(rep, { deleted: true })).toEqual(['张伟']);
    rep.customer.restore(id);
    expect(namesOf(rep)).toEqual(['张伟']);
    expect(rep.customer.get(id)).toMatchObject({ deletedAt: null, tags: [{ name: '老同学' }] });
  });

  test('an unknown customer is NOT_FOUND and queues nothing', () => {
    const rep = createRep();
    const id = '01900000-0000-7000-8000-000000000000';
    for (const act of [
      () => rep.customer.get(id),
      () => rep.customer.patch(id, { city: '杭州' }),
      () => rep.customer.delete(id),
      () => rep.timeline.list(id, undefined, 10),
      () => rep.note.create(id, '好'),
      () => rep.note.delete(id),
    ]) {
      expect(act).toThrow('NOT_FOUND');
    }
    expect(rep.mutations()).toEqual([]);
  });
});

describe('R18: finding a customer', () => {
  const book = () => {
    const rep = createRep();
    create(rep, '王小明', { phone: '+86 138 0013 8000' });
    create(rep, '单田芳', { phone: '13900139000' });
    create(rep, '吕布', { phone: '010-62345678' });
    rep.customer.create({
      fields: { name: 'Anna Li', nickname: '小安', company: '星光钢琴' },
      wechat: 'anna',
    });
    return rep;
  };

  test.each([
    ['wxm', ['王小明']],
    ['WXM', ['王小明']],
    ['wangxiao', ['王小明']],
    ['小明', ['王小明']],
    ['王 小', ['王小明']],
    ['shan tian', ['单田芳']],
    ['stf', ['单田芳']],
    ['lvbu', ['吕布']],
    ['lübu', ['吕布']],
    ['anna l', ['Anna Li']],
    ['xiaoan', ['Anna Li']],
    ['xggq', ['Anna Li']],
    ['８０００', ['王小明']],
    ['8000', ['王小明']],
    ['13800138000', ['王小明']],
    ['+86 138-0013-8000', ['王小明']],
    ['5678', ['吕布']],
    ['900', []],
    ['1390', []],
    ['%', []],
    ['zzz', []],
  ])('%s', (search, names) => {
    expect(namesOf(book(), { search })).toEqual(names);
  });

  test('follows every change of name and number, own or pulled', () => {
    const rep = createRep();
    const id = create(rep, '王小明', { phone: '13800138000' });
    expect(namesOf(rep, { search: '8000' })).toEqual(['王小明']);
    rep.customer.patch(id, { name: '李雷' });
    rep.contactPoint.patch(rep.customer.get(id).contactPoints[0]!.id, { value: '13800137777' });
    expect(namesOf(rep, { search: 'wxm' })).toEqual([]);
    expect(namesOf(rep, { search: '8000' })).toEqual([]);
    expect(namesOf(rep, { search: 'll' })).toEqual(['李雷']);
    expect(namesOf(rep, { search: '7777' })).toEqual(['李雷']);
    rep.contactPoint.delete(rep.customer.get(id).contactPoints[0]!.id);
    expect(namesOf(rep, { search: '7777' })).toEqual([]);
    rep.context.pulled('contact_point', {
      scopeId: rep.context.bookId,
      customerId: id,
      kind: 'phone',
      value: '13611112222',
      label: '',
    });
    expect(namesOf(rep, { search: '2222' })).toEqual(['李雷']);
  });

  test('nothing of a customer who leaves the file stays in the search tables', () => {
    const rep = createRep();
    const id = create(rep, '王小明', { phone: '13800138000' });
    rep.touch.log(id, { kind: 'chat', touchClass: 'care', body: '', replied: null });
    namesOf(rep);
    expect([rep.count('customer_search'), rep.count('customer_activity')]).toEqual([1, 1]);
    rep.context.db.transaction(() => {
      for (const table of ['customer', 'contact_point', 'touch']) rep.context.db.raw(`DELETE FROM ${table}`);
    });
    expect([rep.count('customer_search'), rep.count('customer_activity')]).toEqual([0, 0]);
    expect(namesOf(rep)).toEqual([]);
  });
});

describe('filters and orders of the list', () => {
  const book = () => {
    const rep = createRep();
    const add = (name: string, fields: object, tags: string[] = []) =>
      rep.customer.create({ fields: { name, ...fields }, tags }).customerId;
    add('曾国藩', { tier: 'B', company: '乙', addedOn: '2026-01-03' }, ['钢琴', '孩子']);
    add('阿宝', { tier: 'A', company: '甲', addedOn: '2026-01-01' }, ['钢琴']);
    add('Bob', { tier: 'C', addedOn: '2026-01-02', status: 'do_not_contact' });
    const touched = add('陈静', { tier: 'A', addedOn: '2026-01-04' });
    rep.touch.log(touched, { kind: 'call', touchClass: 'care', body: '', replied: true });
    return rep;
  };

  test('names sort by pinyin, Latin names among them', () => {
    expect(namesOf(book())).toEqual(['阿宝', 'Bob', '陈静', '曾国藩']);
    expect(namesOf(book(), {}, { by: 'name', direction: 'desc' })).toEqual(['曾国藩', '陈静', 'Bob', '阿宝']);
  });

  test.each([
    ['tier', ['阿宝', '陈静', '曾国藩', 'Bob']],
    ['addedOn', ['阿宝', 'Bob', '曾国藩', '陈静']],
    ['company', ['阿宝', '曾国藩', 'Bob', '陈静']],
    ['lastTouchAt', ['陈静', '阿宝', 'Bob', '曾国藩']],
    ['nextTouchOn', ['阿宝', '曾国藩', '陈静', 'Bob']],
  ] as const)('by %s; what has none comes last', (by, names) => {
    expect(namesOf(book(), {}, { by, direction: 'asc' })).toEqual(names);
  });

  test('all of the tags, any of the tiers and statuses, only those due', () => {
    const rep = book();
    expect(namesOf(rep, { tags: ['钢琴'] })).toEqual(['阿宝', '曾国藩']);
    expect(namesOf(rep, { tags: ['钢琴', '孩子'] })).toEqual(['曾国藩']);
    expect(namesOf(rep, { tiers: ['A', 'C'] })).toEqual(['阿宝', 'Bob', '陈静']);
    expect(namesOf(rep, { statuses: ['do_not_contact'] })).toEqual(['Bob']);
    expect(namesOf(rep, { due: true })).toEqual(['阿宝', '曾国藩']);
    expect(namesOf(rep, { tiers: [], tags: [] })).toHaveLength(4);
  });

  test('the total counts every customer who is not deleted, whatever is searched or filtered', () => {
    const rep = book();
    const total = (filter: CustomerFilter) => rep.customer.list(filter, byName).total;
    expect([{}, { search: 'zzz' }, { tiers: ['B' as const] }, { due: true }].map(total)).toEqual([
      4, 4, 4, 4,
    ]);
    rep.customer.delete(rep.customer.list({ search: 'Bob' }, byName).lines[0]!.id);
    expect([{}, { deleted: true }].map(total)).toEqual([3, 3]);
  });

  test('a line carries tags, last and next touch; a like moves neither', () => {
    const rep = book();
    const { lines, total } = rep.customer.list({ search: 'cj' }, byName);
    expect(total).toBe(4);
    expect(lines[0]).toMatchObject({
      name: '陈静',
      lastTouchAt: '2026-03-10T01:00:00.000Z',
      nextTouchOn: '2026-03-17',
    });
    rep.clock.pass(86_400_000);
    rep.touch.log(lines[0]!.id, { kind: 'like', touchClass: 'care', body: '', replied: null });
    expect(rep.customer.list({ search: 'cj' }, byName).lines[0]).toEqual(lines[0]);
    rep.touch.log(lines[0]!.id, { kind: 'comment', touchClass: 'care', body: '好听', replied: null });
    expect(rep.customer.list({ search: 'cj' }, byName).lines[0]).toMatchObject({
      lastTouchAt: '2026-03-11T01:00:00.000Z',
      nextTouchOn: '2026-03-17',
    });
  });
});

describe('tags', () => {
  test('adding a tag twice keeps one; removing it takes it off card, list and count', () => {
    const rep = createRep();
    const id = create(rep, '张伟');
    const tag = rep.tag.add(id, '老同学');
    expect(rep.tag.add(id, ' 老同学 ')).toEqual(tag);
    expect(rep.tag.list()).toMatchObject([{ name: '老同学', tagId: null, groupName: '', customers: 1 }]);
    rep.tag.remove(tag.id);
    expect(rep.customer.get(id).tags).toEqual([]);
    expect(rep.tag.list()).toEqual([]);
    expect(namesOf(rep, { tags: ['老同学'] })).toEqual([]);
    expect(rep.tag.add(id, '老同学')).not.toEqual(tag);
  });

  test('a removed tag comes back as itself, but not beside a new one of its name', () => {
    const rep = createRep();
    const id = create(rep, '张伟');
    const tag = rep.tag.add(id, '老同学');
    const tagIds = () => rep.customer.get(id).tags.map((each) => each.id);
    rep.tag.remove(tag.id);
    rep.tag.restore(tag.id);
    expect(tagIds()).toEqual([tag.id]);
    rep.tag.remove(tag.id);
    const again = rep.tag.add(id, '老同学');
    rep.tag.restore(tag.id);
    expect(tagIds()).toEqual([again.id]);
  });
});

test('a deleted contact point comes back as itself, on the card and in search', () => {
  const rep = createRep();
  const id = create(rep, '张伟', { phone: '13800138000' });
  const [point] = rep.customer.get(id).contactPoints;
  rep.contactPoint.delete(point!.id);
  expect(rep.customer.get(id).contactPoints).toEqual([]);
  rep.contactPoint.restore(point!.id);
  expect(rep.customer.get(id).contactPoints).toEqual([point]);
  expect(namesOf(rep, { search: '8000' })).toEqual(['张伟']);
});
