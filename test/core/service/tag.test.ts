/** What the dictionary says of a tag holds on every card, list, search, offer and file, whatever it was called when it was given. */
import { expect, test } from 'vitest';
import type { CustomerSort } from '#shared/domain/list-view.ts';
import { createRep, type Rep } from './rep.ts';

const byName: CustomerSort = { by: 'name', direction: 'asc' };
const create = (rep: Rep, name: string, tags: string[] = []) =>
  rep.customer.create({ fields: { name }, tags }).customerId;
const tagsOf = (rep: Rep, id: string) => rep.customer.get(id).tags.map((tag) => tag.name);
const found = (rep: Rep, tag: string) =>
  rep.customer.list({ tags: [tag] }, byName).lines.map((line) => line.name);

function dictionaryTag(rep: Rep, name: string, more: object = {}): string {
  return rep.context.pulled('tag', {
    scopeId: rep.context.companyScopeId,
    name,
    groupName: '体质',
    ordinal: 1,
    isExclusive: false,
    validDays: null,
    asksReason: false,
    retiredAt: null,
    mergedIntoId: null,
    formerNames: [],
    ...more,
  });
}

/** As the next pull would bring it. */
function changed(rep: Rep, id: string, fields: Record<string, unknown>): void {
  const names = Object.keys(fields).map((name) =>
    name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  );
  rep.context.db.raw(
    `UPDATE tag SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`,
    ...Object.values(fields).map((value) => (Array.isArray(value) ? JSON.stringify(value) : value)),
    id,
  );
}

test('another name is everywhere at once, and views, filters and words that say the old one mean the new', () => {
  const rep = createRep();
  const id = dictionaryTag(rep, '母婴');
  const card = create(rep, '张伟', ['母婴']);
  create(rep, '李雷', ['自己的']);
  rep.listView.save({
    name: '妈妈们',
    filter: { segment: { is: 'tag', anyOf: ['母婴'] } },
    sorts: [byName],
    columns: [],
  });
  expect(found(rep, '母婴')).toEqual(['张伟']);
  changed(rep, id, { name: '宝妈', formerNames: ['母婴'] });
  expect(tagsOf(rep, card)).toEqual(['宝妈']);
  expect(rep.customer.list({}, byName).lines.map((line) => line.tags)).toEqual([['自己的'], ['宝妈']]);
  expect([found(rep, '母婴'), found(rep, '宝妈')]).toEqual([['张伟'], ['张伟']]);
  expect(rep.listView.list()[0]).toMatchObject({
    count: 1,
    filter: { segment: { is: 'tag', anyOf: ['宝妈'] } },
  });
  expect(rep.search.find('宝妈', 10).customers.map((hit) => hit.name)).toEqual(['张伟']);
  expect(rep.tag.list().map(({ name, customers }) => [name, customers])).toEqual([
    ['宝妈', 1],
    ['自己的', 1],
  ]);
  rep.tag.add(create(rep, '韩梅'), '母婴');
  expect(found(rep, '宝妈')).toEqual(['韩梅', '张伟']);
});

test('of two that became one a card shows one, takes it away whole and has both back when they part', () => {
  const rep = createRep();
  const into = dictionaryTag(rep, '展厅');
  const from = dictionaryTag(rep, '展会');
  const both = create(rep, '张伟', ['展会', '展厅']);
  const one = create(rep, '李雷', ['展会']);
  changed(rep, from, { mergedIntoId: into });
  expect([tagsOf(rep, both), tagsOf(rep, one)]).toEqual([['展厅'], ['展厅']]);
  expect(rep.customer.list({}, byName).lines.map((line) => line.tags)).toEqual([['展厅'], ['展厅']]);
  expect(found(rep, '展会')).toHaveLength(2);
  changed(rep, from, { mergedIntoId: null });
  expect([tagsOf(rep, both), tagsOf(rep, one)]).toEqual([['展会', '展厅'], ['展会']]);
  changed(rep, from, { mergedIntoId: into });
  const [shown] = rep.customer.get(both).tags;
  rep.tag.remove(shown!.id);
  expect(tagsOf(rep, both)).toEqual([]);
  rep.tag.restore(shown!.id);
  expect(tagsOf(rep, both)).toEqual(['展厅']);
  const { changed: count } = rep.bulk.apply([both, one], { do: 'removeTag', name: '展会' });
  expect([count, tagsOf(rep, one)]).toEqual([2, []]);
});

test('what retired stays where it is and is given to nobody; a group that asks why is told', () => {
  const rep = createRep();
  const id = dictionaryTag(rep, '老活动');
  dictionaryTag(rep, '投诉过', { groupName: '服务', asksReason: true });
  const card = create(rep, '张伟', ['老活动']);
  const other = create(rep, '李雷');
  changed(rep, id, { retiredAt: '2026-03-01T00:00:00.000Z' });
  expect(tagsOf(rep, card)).toEqual(['老活动']);
  expect(rep.tag.list().find(({ name }) => name === '老活动')).toMatchObject({
    isRetired: true,
    customers: 1,
  });
  expect(() => rep.tag.add(other, '老活动')).toThrow('TAG_RETIRED');
  expect(() => rep.bulk.apply([other], { do: 'addTag', name: '老活动' })).toThrow('TAG_RETIRED');
  expect(() => rep.tag.add(other, '投诉过')).toThrow('TAG_REASON_MISSING');
  expect(() => rep.bulk.preview([other], { do: 'addTag', name: '投诉过' })).not.toThrow();
  expect(() => rep.bulk.apply([other], { do: 'addTag', name: '投诉过' })).toThrow('TAG_REASON_MISSING');
  const before = rep.mutations().length;
  const { id: given } = rep.tag.add(other, '投诉过', { reason: '电话里说的' });
  expect(rep.mutations().slice(before)).toEqual(['tag.add']);
  expect(() => rep.tag.change(given, { reason: ' ', expiresOn: null })).toThrow('TAG_REASON_MISSING');
  const own = rep.customer.get(card).tags[0]!.id;
  const { id: again } = rep.tag.change(own, { reason: '年会来过', expiresOn: '2026-12-31' });
  expect(rep.customer.get(card).tags).toMatchObject([
    { id: again, name: '老活动', reason: '年会来过', expiresOn: '2026-12-31' },
  ]);
  rep.tag.remove(again);
  rep.tag.restore(own);
  expect(rep.customer.get(card).tags).toMatchObject([{ id: own, reason: '', expiresOn: null }]);
});

test('a tag whose reason or end is said anew stays where it stands, on the card and in the list', () => {
  const rep = createRep();
  const kept = dictionaryTag(rep, '展厅');
  dictionaryTag(rep, '展会', { mergedIntoId: kept });
  const card = create(rep, '张伟', ['甲', '展会', '丙']);
  const all = ['甲', '展厅', '丙'];
  const shown = () => [tagsOf(rep, card), rep.customer.list({}, byName).lines[0]!.tags];
  const idOf = (name: string) => rep.customer.get(card).tags.find((tag) => tag.name === name)!.id;
  for (const [name, reason] of [
    ['甲', '她说的'],
    ['展厅', '去过'],
    ['甲', '她又说'],
  ] as const) {
    rep.clock.pass(1_000);
    rep.tag.change(idOf(name), { reason, expiresOn: '2026-12-31' });
    expect(shown()).toEqual([all, all]);
  }
  expect(rep.customer.get(card).tags.map((tag) => tag.reason)).toEqual(['她又说', '去过', '']);
  // Taken away and given again another day, it is a new one.
  rep.tag.remove(idOf('甲'));
  rep.clock.pass(1_000);
  rep.tag.add(card, '甲');
  expect(shown()).toEqual([
    ['展厅', '丙', '甲'],
    ['展厅', '丙', '甲'],
  ]);
});

test('an offer for a tag that became another reaches those of the other', () => {
  const rep = createRep();
  const into = dictionaryTag(rep, '矫正');
  dictionaryTag(rep, '箍牙', { mergedIntoId: into });
  rep.context.pulled('content_item', {
    scopeId: rep.context.companyScopeId,
    kind: 'promo',
    title: '公开日',
    body: '{称呼}，来坐坐',
    concern: '',
    ordinal: 1,
    offerFromOn: '2026-03-01',
    offerToOn: '2026-03-20',
    offerTag: '箍牙',
  });
  expect(rep.content.list({})[0]!.offerTag).toBe('矫正');
  create(rep, '张伟', ['矫正']);
  create(rep, '李雷');
  const told = rep.plan.hidden(['PROMO']).map(({ name }) => name);
  expect(told).toEqual(['张伟']);
});
