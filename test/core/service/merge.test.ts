/** Two cards become one and two again, on a real file (SPEC MERGE rules). */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CoreError } from '#core/core-error.ts';
import { hangingEntities } from '#core/db/hanging.ts';
import { createRep, type Rep } from './rep.ts';

function add(rep: Rep, name: string, fields: object = {}, phone?: string): string {
  rep.clock.pass(1_000);
  return rep.customer.create({ fields: { name, addedOn: '2025-06-01', ...fields }, phone }).customerId;
}
const codeOf = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    return error instanceof CoreError ? (error.detail ?? error.code) : String(error);
  }
  return 'ok';
};
const names = (rep: Rep, filter = {}) =>
  rep.customer.list(filter, { by: 'name', direction: 'asc' }).lines.map(({ name }) => name);
const found = (rep: Rep, text: string) =>
  rep.search.find(text, 20).customers.map(({ id, field }) => ({ id, field }));

const bodies = (rep: Rep, id: string) =>
  rep.timeline.list(id, undefined, 50).entries.map((entry) => ('body' in entry ? entry.body : ''));

/** Something of every kind a rep writes on a card. */
function fill(rep: Rep, id: string, word: string): void {
  rep.note.create(id, `${word}想换房`);
  rep.touch.log(id, { kind: 'chat', touchClass: 'care', body: `${word}聊天`, replied: false });
  rep.moment.log(id, {
    kind: 'family',
    body: `${word}孩子毕业`,
    postedAt: '2026-03-09T02:00:00.000Z',
    liked: true,
  });
  rep.promise.create(id, { body: `${word}发资料`, dueAt: '2026-03-11T02:00:00.000Z' });
  rep.signal.log(id, { kind: 'message', body: `${word}在吗` });
  rep.appointment.create(id, {
    title: `${word}看房`,
    place: '',
    startAt: '2026-03-12T02:00:00.000Z',
    minutes: 30,
  });
  rep.need.create(id, `${word}学区`);
  rep.interest.see(id, { topic: `${word}钓鱼`, kind: 'hobby' });
  rep.relation.create(id, { role: '女儿', name: word, remark: '' });
  rep.tag.add(id, `${word}标签`);
  rep.context.pulled('customer_order', {
    scopeId: rep.context.bookId,
    customerId: id,
    product: word,
    quantity: 1,
    paidFen: 5_000,
    marginFen: 0,
    orderedOn: '2026-02-01',
  });
}

/** What the screens show: every row of every kind with the card it is shown on. */
function shown(rep: Rep): string[] {
  return ['customer', ...hangingEntities].flatMap((entity) =>
    rep.context.db
      .raw<Record<string, unknown>>(`SELECT * FROM ${entity} WHERE deleted_at IS NULL`)
      .map(({ version: _version, ...row }) => `${entity} ${JSON.stringify(row)}`)
      .sort(),
  );
}

test('[MERGE1] everything of both cards is on the one that is kept; the list, the plan and the search follow', () => {
  const rep = createRep();
  const kept = add(rep, '王芳', { city: '上海', remark: '爱喝茶' }, '13800001111');
  const other = add(rep, '王小姐', { city: '苏州', company: '晨光', remark: '周末有空' }, '138 0000 1111');
  fill(rep, kept, '甲');
  fill(rep, other, '乙');
  const entry = rep.customer.get(other).needs[0]!.id;
  const noteId = rep.timeline.list(other, undefined, 50).entries.find(({ type }) => type === 'note')!.id;
  const before = shown(rep).filter((line) => !line.startsWith('customer {'));
  expect(rep.duplicate.list().pairs).toHaveLength(1);

  const preview = rep.merge.preview([other, kept]);
  expect(preview).toMatchObject({ proposedKeepId: other, refusal: null });
  expect(preview.sides.map(({ id }) => id)).toEqual([kept, other]);
  expect(preview.ways[0].doubles).toEqual([{ entity: 'contact_point', count: 1 }]);
  const offer = (part: string) => preview.ways[0].offers.find((each) => each.part === part);
  expect(offer('city')).toMatchObject({ isSame: false, proposed: 'kept', canJoin: false });
  expect(offer('company')).toMatchObject({ isKeptEmpty: true, proposed: 'other' });
  expect(offer('remark')).toMatchObject({ canJoin: true, proposed: 'both' });

  expect(rep.merge.run(kept, other, { city: 'other' })).toEqual({
    customerId: kept,
    undoUntil: '2026-03-11T01:00:02.000Z',
  });
  const card = rep.customer.get(kept);
  expect(card).toMatchObject({ name: '王芳', city: '苏州', company: '晨光', remark: '爱喝茶\n周末有空' });
  expect(card.contactPoints).toHaveLength(1);
  expect(card.needs.map(({ body }) => body).sort()).toEqual(['乙学区', '甲学区']);
  expect(card.tags.map(({ name }) => name).sort()).toEqual(['乙标签', '甲标签']);
  expect(card.merged).toMatchObject([{ id: other, name: '王小姐', undoUntil: '2026-03-11T01:00:02.000Z' }]);
  // Nothing is lost but the number that was there twice, and nothing is on the card that gave way.
  const after = shown(rep).filter((line) => !line.startsWith('customer {'));
  expect(after.length).toBe(before.length - 1 + 1);
  expect(after.filter((line) => line.includes(`"customerId":"${other}"`))).toEqual([]);

  expect(names(rep)).toEqual(['王芳']);
  expect(names(rep, { deleted: true })).toEqual([]);
  expect(rep.duplicate.list().pairs).toEqual([]);
  expect(found(rep, '王小姐')).toEqual([{ id: kept, field: 'former' }]);
  expect(found(rep, 'wxj')).toEqual([{ id: kept, field: 'former' }]);
  expect(rep.search.find('乙想换房', 5).entries).toMatchObject([{ customerId: kept, customerName: '王芳' }]);
  // An old link and an open panel.
  expect(rep.customer.get(other).id).toBe(kept);
  expect(rep.timeline.list(other, undefined, 50, { entryId: noteId })).toMatchObject({ found: true });
  rep.note.create(other, '从旧面板写的');
  expect(bodies(rep, kept)).toContain('从旧面板写的');
  rep.customer.patch(other, { jobTitle: '店长' });
  expect(rep.customer.get(kept).jobTitle).toBe('店长');
  rep.need.setStatus(entry, 'answered');
  rep.clock.pass(61_000);
  const planned = rep.plan.today().items.map(({ customerId }) => customerId);
  expect(planned).toContain(kept);
  expect(planned).not.toContain(other);
});

test('[MERGE1] before a merge it is said which tag of a group that knows one only gives way, and what is there twice', () => {
  const rep = createRep();
  const exclusive = (name: string, ordinal: number) =>
    rep.context.pulled('tag', {
      scopeId: rep.context.companyScopeId,
      name,
      groupName: '预算',
      ordinal,
      isExclusive: true,
      validDays: null,
      asksReason: false,
      retiredAt: null,
      mergedIntoId: null,
      formerNames: [],
    });
  exclusive('预算高', 1);
  exclusive('预算低', 2);
  const kept = add(rep, '王芳', {}, '13800001111');
  const other = add(rep, '王小姐', {}, '13800001111');
  rep.tag.add(kept, '预算高');
  rep.tag.add(kept, '爱喝茶');
  rep.tag.add(other, '预算低');
  rep.tag.add(other, '爱喝茶');
  const { ways } = rep.merge.preview([kept, other]);
  expect(ways.map(({ keepId, droppedTags }) => [keepId, droppedTags])).toEqual([
    [kept, ['预算低']],
    [other, ['预算高']],
  ]);
  expect(ways[0].doubles).toContainEqual({ entity: 'contact_point', count: 1 });
  rep.merge.run(kept, other, {});
  expect(
    rep.customer
      .get(kept)
      .tags.map(({ name }) => name)
      .sort(),
  ).toEqual(['爱喝茶', '预算高'].sort());
  rep.merge.undo(other);
  expect(
    rep.customer
      .get(other)
      .tags.map(({ name }) => name)
      .sort(),
  ).toEqual(['爱喝茶', '预算低'].sort());
});

test('[MERGE5] an undo within 24 hours gives both cards back exactly; later changes stay', () => {
  const rep = createRep();
  const kept = add(rep, '李姐', { city: '上海' }, '13900002222');
  const other = add(rep, '李女士', { city: '苏州', company: '晨光' }, '13900002222');
  fill(rep, kept, '甲');
  fill(rep, other, '乙');
  const before = shown(rep);
  rep.merge.run(kept, other, { city: 'other' });
  rep.merge.undo(other);
  expect(shown(rep)).toEqual(before);
  expect(rep.customer.get(other)).toMatchObject({ id: other, name: '李女士', merged: [] });
  expect(found(rep, '李女士')).toEqual([{ id: other, field: 'name' }]);

  // Again, and with work in between: what was written since stays where it was written.
  rep.merge.run(kept, other, {});
  rep.customer.patch(kept, { company: '新公司' });
  rep.note.create(kept, '合并后');
  const promise = rep.customer.get(kept).promises.find(({ body }) => body === '乙发资料')!;
  rep.promise.setStatus(promise.id, 'kept');
  rep.clock.pass(86_399_000);
  rep.merge.undo(other);
  expect(rep.customer.get(kept)).toMatchObject({ company: '新公司', city: '上海' });
  expect(rep.customer.get(other)).toMatchObject({ company: '晨光', city: '苏州' });
  expect(rep.customer.get(other).promises).toMatchObject([{ body: '乙发资料', status: 'kept' }]);
  expect(bodies(rep, kept)).toContain('合并后');
  expect(names(rep)).toEqual(['李姐', '李女士'].sort((a, b) => a.localeCompare(b, 'zh')));
});

test('what cannot be merged or taken back says why, and changes nothing', () => {
  const rep = createRep();
  const [a, b, c] = [add(rep, '甲'), add(rep, '乙'), add(rep, '丙')];
  const bookId = rep.context.pulled('book', {
    scopeId: rep.context.companyScopeId,
    name: '第二本',
    ownerId: rep.context.identity.personId,
  });
  const elsewhere = rep.context.pulled('customer', {
    ...rep.context.db.raw<object>('SELECT * FROM customer WHERE id=?', c)[0],
    id: undefined,
    scopeId: bookId,
    name: '丁',
  });
  expect(codeOf(() => rep.merge.run(a, a, {}))).toBe('MERGE_SAME');
  expect(rep.merge.preview([a, elsewhere]).refusal).toBe('OTHER_BOOK');
  expect(codeOf(() => rep.merge.run(a, elsewhere, {}))).toBe('OTHER_BOOK');
  rep.merge.run(a, b, {});
  expect(codeOf(() => rep.merge.run(c, b, {}))).toBe('MERGE_GONE');
  expect(codeOf(() => rep.merge.run(b, c, {}))).toBe('MERGE_GONE');
  rep.merge.run(c, a, {});
  expect(rep.customer.get(b).id).toBe(c);
  expect(codeOf(() => rep.merge.undo(b))).toBe('MERGE_UNDO_NEWER');
  rep.merge.undo(a);
  expect(rep.customer.get(b).id).toBe(a);
  rep.clock.pass(86_400_000);
  expect(codeOf(() => rep.merge.undo(b))).toBe('MERGE_UNDO_OVER');
  expect(codeOf(() => rep.merge.undo(c))).toBe('merge');
  rep.customer.delete(c);
  expect(codeOf(() => rep.merge.run(a, c, {}))).toBe('MERGE_GONE');
});

test('[MERGE1] [MERGE5] whatever is merged, every row is on exactly one card that stands; undone, all is as before', () => {
  const rep = createRep();
  const ids = ['甲', '乙', '丙', '丁'].map((name, i) =>
    add(rep, name, {}, i < 2 ? '13800001111' : undefined),
  );
  for (const [i, id] of ids.entries()) fill(rep, id, `${i}`);
  const rowIds = () =>
    hangingEntities
      .flatMap((entity) => rep.context.db.raw<{ id: string }>(`SELECT id FROM ${entity}`))
      .map(({ id }) => id)
      .sort();
  const merges = fc.array(fc.tuple(fc.nat(3), fc.nat(3), fc.boolean()), { maxLength: 6 });
  fc.assert(
    fc.property(merges, (steps) => {
      const before = shown(rep);
      const present = new Set(rowIds());
      const done: string[] = [];
      for (const [into, from, isBack] of steps) {
        const last = isBack ? done.pop() : undefined;
        if (last !== undefined) rep.merge.undo(last);
        else if (codeOf(() => rep.merge.run(ids[into]!, ids[from]!, {})) === 'ok') done.push(ids[from]!);
        rep.clock.pass(1_000);
        const standing = new Set(
          rep.context.db
            .raw<{ id: string }>('SELECT id FROM customer WHERE deleted_at IS NULL')
            .map(({ id }) => id),
        );
        for (const entity of hangingEntities)
          for (const row of rep.context.db.raw<{ customerId: string }>(
            `SELECT customer_id FROM ${entity} WHERE customer_id IS NOT NULL`,
          ))
            expect(standing).toContain(row.customerId);
        expect(rowIds().filter((id) => present.has(id))).toEqual([...present].sort());
      }
      for (const id of done.reverse()) rep.merge.undo(id);
      expect(shown(rep)).toEqual(before);
    }),
    { numRuns: 25 },
  );
});
