/** A row that moves between books reaches the device in two lines, in whatever order and with whatever waits to be sent. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PullAnswer } from '#core/sync/pull-answer.ts';
import { systemClock } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import { createLocalContext, type LocalContext } from '#test/support/local-context.ts';
import { allScopes, answer, apply, customerLine, customerOf } from './pull-fixture.ts';

let local: LocalContext;
let id: string;
/** A second book of the same person. */
let other: string;

beforeEach(() => {
  local = createLocalContext();
  id = uuidv7(systemClock);
  other = uuidv7(systemClock);
  apply(local, [customerLine(local.bookId, id, 3, { name: '张三', city: '上海' })], { scopes: both() });
});
afterEach(() => local.close());

type Change = PullAnswer['changes'][number];

const both = () => [...allScopes(local), { id: other, kind: 'book' as const, version: 5 }];
const one = () => allScopes(local);
const goneFrom = (scope: string, entity = 'customer', ids = [id]): Change => ({
  kind: 'gone',
  scope,
  entity,
  ids,
});
const arrived = (version = 9, over = {}) =>
  customerLine(other, id, version, { name: '张三', city: '上海', ...over });
const patch = (fields: Record<string, unknown>) =>
  local.mutator.mutate('customer.patch', [{ op: 'patch', entity: 'customer', id, fields }]).mutationId;
const noteId = '01900000-0000-7000-8000-00000000000a';
const insertNote = () =>
  local.mutator.mutate('note.create', [
    {
      op: 'insert',
      entity: 'note',
      id: noteId,
      scope: local.bookId,
      fields: { customerId: id, body: '私房话', happenedAt: '2026-01-01T00:00:00.000Z', origin: 'rep' },
    },
  ]).mutationId;
const notes = () => local.db.raw<{ id: string; scopeId: string }>('SELECT id, scope_id FROM note');
const noteLine = (scope: string): Change => {
  const row = {
    id: noteId,
    version: 9,
    createdAt: '2026-01-01T00:00:00.000Z',
    createdBy: local.identity.personId,
    deletedAt: null,
    late: false,
    customerId: id,
    body: '私房话',
    happenedAt: '2026-01-01T00:00:00.000Z',
    origin: 'rep',
  };
  return {
    kind: 'rows',
    scope,
    entity: 'note',
    columns: Object.keys(row),
    rows: [Object.values(row) as never[]],
  };
};
const outbox = () => local.db.raw<{ writes: unknown[] }>('SELECT writes FROM outbox');
const bases = () => local.db.raw('SELECT row_id FROM base_row').length;

describe('with both books on the device', () => {
  const orders: Array<[string, () => Change[][]]> = [
    ['left first, one page', () => [[goneFrom(local.bookId), arrived()]]],
    ['came first, one page', () => [[arrived(), goneFrom(local.bookId)]]],
    ['left first, two pages', () => [[goneFrom(local.bookId)], [arrived()]]],
    ['came first, two pages', () => [[arrived()], [goneFrom(local.bookId)]]],
  ];

  test.each(orders)('[PULL10] the row is in the new book: %s', (_name, pages) => {
    for (const page of pages()) apply(local, page, { scopes: both() });
    expect(customerOf(local, id)).toMatchObject({ scopeId: other, version: 9, name: '张三' });
  });

  test.each(orders)('[PULL10] an edit that waits stays on top and is settled there: %s', (_name, pages) => {
    const mutationId = patch({ city: '北京' });
    for (const page of pages()) apply(local, page, { scopes: both() });
    expect(customerOf(local, id)).toMatchObject({ scopeId: other, city: '北京' });
    answer(local, [{ id: mutationId }]);
    expect(customerOf(local, id)).toMatchObject({ scopeId: other, city: '北京' });
    expect(bases()).toBe(0);
  });

  test.each(orders)(
    '[PULL10] a refused edit shows the server’s value of the new book: %s',
    (_name, pages) => {
      const mutationId = patch({ city: '北京' });
      for (const page of pages()) apply(local, page, { scopes: both() });
      answer(local, [{ id: mutationId, status: 'rejected', code: 'UNKNOWN_ROW' }]);
      expect(customerOf(local, id)).toMatchObject({ scopeId: other, city: '上海' });
    },
  );

  test.each(orders)('a row that came back is where it was: %s', (_name, pages) => {
    for (const page of pages()) apply(local, page, { scopes: both() });
    const back = customerLine(local.bookId, id, 12, { name: '回来' });
    apply(local, [back, goneFrom(other)], { scopes: both() });
    expect(customerOf(local, id)).toMatchObject({ scopeId: local.bookId, name: '回来' });
  });

  test('an edit written after the row came, before the old book says it left, belongs to the new one', () => {
    apply(local, [arrived()], { scopes: both() });
    patch({ city: '北京' });
    apply(local, [goneFrom(local.bookId)], { scopes: both() });
    expect(customerOf(local, id)).toMatchObject({ scopeId: other, city: '北京' });
  });

  test('a reset of the old book does not touch what is in the new one', () => {
    patch({ city: '北京' });
    apply(local, [arrived(), { kind: 'reset', scope: local.bookId }], { scopes: both() });
    expect(customerOf(local, id)).toMatchObject({ scopeId: other, city: '北京' });
  });

  test('[SPLIT4] a note that waits goes to the new book with its customer: gone first, row first', () => {
    for (const page of [
      () => [goneFrom(local.bookId, 'note', [noteId]), noteLine(other)],
      () => [noteLine(other), goneFrom(local.bookId, 'note', [noteId])],
    ]) {
      local.db.raw('DELETE FROM note');
      const mutationId = insertNote();
      apply(local, [goneFrom(local.bookId), arrived()], { scopes: both() });
      expect(notes()).toEqual([{ id: noteId, scopeId: local.bookId }]);
      answer(local, [{ id: mutationId }]);
      apply(local, page(), { scopes: both() });
      expect(notes()).toEqual([{ id: noteId, scopeId: other }]);
    }
  });
});

describe('with only the old book on the device', () => {
  test('[PULL10] the row leaves; an edit that waits is still handed in and leaves nothing behind', () => {
    const mutationId = patch({ city: '北京' });
    apply(local, [goneFrom(local.bookId)], { scopes: one() });
    expect(customerOf(local, id)).toBeUndefined();
    expect(outbox()).toHaveLength(1);
    answer(local, [{ id: mutationId, conflicts: 1 }]);
    apply(local, [], { scopes: one() });
    expect(customerOf(local, id)).toBeUndefined();
    expect([outbox(), bases()]).toEqual([[], 0]);
  });

  test('[SPLIT4] a note handed in late is dropped once the server says where it went', () => {
    const mutationId = insertNote();
    apply(local, [goneFrom(local.bookId)], { scopes: one() });
    answer(local, [{ id: mutationId }]);
    apply(local, [goneFrom(local.bookId, 'note', [noteId])], { scopes: one() });
    expect([notes(), outbox(), bases()]).toEqual([[], [], 0]);
  });

  test('[SPLIT4] also when the answer to the push was lost and the line came first', () => {
    const mutationId = insertNote();
    apply(local, [goneFrom(local.bookId), goneFrom(local.bookId, 'note', [noteId])], { scopes: one() });
    expect(notes()).toEqual([]);
    answer(local, [{ id: mutationId }]);
    apply(local, [], { scopes: one() });
    expect([notes(), outbox(), bases()]).toEqual([[], [], 0]);
  });

  test('[SPLIT7] [PULL11] also when the line was cleared away before the device came: a reset takes its place', () => {
    answer(local, [{ id: patch({ city: '北京' }) }]);
    apply(local, [{ kind: 'reset', scope: local.bookId }], { scopes: one() });
    expect(outbox()).toEqual([]);
  });

  test('[SPLIT7] also when it left to a book that was lost before the device came', () => {
    apply(local, [], { scopes: both() });
    answer(local, [{ id: patch({ city: '北京' }) }]);
    apply(local, [goneFrom(local.bookId), arrived()], { scopes: both() });
    expect(outbox()).toHaveLength(1);
    apply(local, [], { scopes: one() });
    expect(outbox()).toEqual([]);
  });

  test('of a mutation about several customers the others are still kept for a restored server', () => {
    const stays = uuidv7(systemClock);
    apply(local, [customerLine(local.bookId, stays, 4, {})], { scopes: one() });
    const city = { op: 'patch', entity: 'customer', fields: { city: '北京' } } as const;
    const { mutationId } = local.mutator.mutate('x', [
      { ...city, id },
      { ...city, id: stays },
    ]);
    answer(local, [{ id: mutationId }]);
    apply(local, [goneFrom(local.bookId)], { scopes: one() });
    expect(outbox()).toMatchObject([{ writes: [{ id: stays }] }]);
  });

  test.each(['before the book leaves', 'after it left'])(
    '[SPLIT7] of a mutation about a book that leaves, what it wrote elsewhere is still kept: answered %s',
    (when) => {
      const leaveId = uuidv7(systemClock);
      const day = { fromOn: '2026-01-01', toOn: '2026-01-02', kind: 'leave' };
      const { mutationId } = local.mutator.mutate('x', [
        { op: 'patch', entity: 'customer', id, fields: { city: '北京' } },
        { op: 'insert', entity: 'leave', id: leaveId, scope: local.userScopeId, fields: day },
      ]);
      const withoutBook = allScopes(local).filter((scope) => scope.id !== local.bookId);
      if (when.startsWith('before')) answer(local, [{ id: mutationId }]);
      apply(local, [], { scopes: withoutBook });
      if (when.startsWith('after')) answer(local, [{ id: mutationId }]);
      expect(outbox()).toMatchObject([{ writes: [{ id: leaveId }] }]);
      expect(JSON.stringify(outbox())).not.toContain('北京');
    },
  );

  test('a server restored to before the move brings the row back, and the note that waited is shown again', () => {
    const mutationId = insertNote();
    apply(local, [goneFrom(local.bookId), goneFrom(local.bookId, 'note', [noteId])], { scopes: one() });
    apply(local, [], { scopes: one(), epoch: 'e2', epochChanged: true });
    apply(local, [customerLine(local.bookId, id, 3, { name: '张三' })], { scopes: one(), epoch: 'e2' });
    expect(customerOf(local, id)).toMatchObject({ name: '张三' });
    expect(notes()).toEqual([{ id: noteId, scopeId: local.bookId }]);
    answer(local, [{ id: mutationId }]);
    expect(notes()).toEqual([{ id: noteId, scopeId: local.bookId }]);
  });
});
