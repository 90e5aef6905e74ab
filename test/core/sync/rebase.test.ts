import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import { pushBodyLimit } from '#shared/protocol/sync.ts';
import { createLocalContext, type LocalContext } from '#test/support/local-context.ts';
import { customerFields } from '#test/support/test-company.ts';
import { allScopes, answer, apply, customerLine, customerOf, queued } from './pull-fixture.ts';

let local: LocalContext;
let id: string;
beforeEach(() => {
  local = createLocalContext();
  id = uuidv7(systemClock);
});
afterEach(() => local.close());

const insert = (fields: Record<string, unknown> = {}) =>
  local.mutator.mutate('customer.create', [
    { op: 'insert', entity: 'customer', id, scope: local.bookId, fields: customerFields(fields) },
  ]).mutationId;
const patch = (fields: Record<string, unknown>) =>
  local.mutator.mutate('customer.patch', [{ op: 'patch', entity: 'customer', id, fields }]).mutationId;
const bases = () => local.db.raw('SELECT row_id FROM base_row').length;

describe('a mutation', () => {
  test('writes the row and the queue entry together, and announces after the commit', () => {
    insert({ name: '李四' });
    expect(customerOf(local, id)).toMatchObject({
      name: '李四',
      version: 0,
      createdBy: local.identity.personId,
    });
    expect(queued(local)).toMatchObject([
      {
        seq: 1,
        name: 'customer.create',
        writes: [{ op: 'insert', entity: 'customer', id, scope: local.bookId }],
      },
    ]);
    expect(local.announced).toEqual([{ type: 'changed', entities: ['customer'] }]);
    expect([...local.pendingIds('customer')]).toEqual([id]);
  });

  test('that fails in one write leaves nothing of the others', () => {
    const writes = [
      {
        op: 'insert' as const,
        entity: 'customer' as const,
        id,
        scope: local.bookId,
        fields: customerFields(),
      },
      {
        op: 'patch' as const,
        entity: 'promise' as const,
        id: uuidv7(systemClock),
        fields: { status: 'kept' },
      },
    ];
    expect(() => local.mutator.mutate('x', writes)).toThrow('NOT_FOUND');
    expect([customerOf(local, id), queued(local), bases(), local.announced]).toEqual([undefined, [], 0, []]);
  });

  test('carries the version the author saw, and 0 before the server knew the row', () => {
    insert();
    patch({ city: '杭州' });
    const other = uuidv7(systemClock);
    apply(local, [customerLine(local.bookId, other, 7)]);
    local.mutator.mutate('customer.patch', [
      { op: 'patch', entity: 'customer', id: other, fields: { city: '宁波' } },
    ]);
    expect(queued(local).map(({ writes }) => 'seen' in writes[0]! && writes[0].seen)).toEqual([false, 0, 7]);
  });

  test.each([
    ['an unknown field', { ownerId: '1' }],
    ['a field that never changes', { customerId: '1' }],
    ['a value of the wrong form', { tier: 'Z' }],
    ['nothing', {}],
  ])('with %s is refused before it is stored', (_, fields) => {
    insert();
    expect(() => patch(fields)).toThrow();
    expect(queued(local)).toHaveLength(1);
  });

  test('[CONFLICT12] of a field that shows an edit that waits, what was pulled under it was not seen', () => {
    const pulled = (version: number, city: string) =>
      customerLine(local.bookId, id, version, { name: '张三', city });
    apply(local, [pulled(5, '上海')]);
    patch({ city: '北京' });
    apply(local, [pulled(8, '广州')], { version: 8 });
    patch({ city: '天津' });
    patch({ name: '张三丰' });
    patch({ deletedAt: '2026-01-02T00:00:00.000Z' });
    const seen = queued(local).map(({ writes }) => writes[0] as { seen?: number });
    expect(seen).toMatchObject([{ seen: 5 }, { seen: 5 }, { seen: 8 }, { seen: 5 }]);
  });

  test('never writes what only commands write', () => {
    const write = {
      op: 'patch' as const,
      entity: 'person' as const,
      id: local.identity.personId,
      fields: { deletedAt: null },
    };
    expect(() => local.mutator.mutate('x', [write])).toThrow('commands only');
  });

  test('too large for a push is refused as a whole', () => {
    const body = '字'.repeat(20_000);
    const writes = Array.from({ length: Math.ceil(pushBodyLimit / 60_000) + 1 }, () => ({
      op: 'insert' as const,
      entity: 'note' as const,
      id: uuidv7(systemClock),
      scope: local.bookId,
      fields: { customerId: id, body, happenedAt: '2026-01-01T00:00:00.000Z', origin: 'rep' },
    }));
    expect(() => local.mutator.mutate('x', writes)).toThrow('REFUSED TOO_LARGE');
    expect(local.db.raw('SELECT id FROM note')).toEqual([]);
  });
});

describe('a pull under pending edits', () => {
  test('shows the server row with the pending patch on top, and keeps the server row as the base', () => {
    apply(local, [customerLine(local.bookId, id, 3, { city: '杭州', company: '甲' })]);
    patch({ city: '宁波' });
    apply(local, [customerLine(local.bookId, id, 4, { city: '温州', company: '乙' })]);
    expect(customerOf(local, id)).toMatchObject({ city: '宁波', company: '乙', version: 4 });
  });

  test('[PULL11] keeps a pending insert through a reset of its scope', () => {
    insert({ name: '新客' });
    apply(local, [{ kind: 'reset', scope: local.bookId }]);
    expect(customerOf(local, id)).toMatchObject({ name: '新客' });
  });

  test('[PULL11] a reset drops the rows the server no longer sends', () => {
    apply(local, [customerLine(local.bookId, id, 3)]);
    apply(local, [{ kind: 'reset', scope: local.bookId }]);
    expect(customerOf(local, id)).toBeUndefined();
  });

  test('[PULL10] a row that moved to another scope is kept whichever line comes first', () => {
    const other = uuidv7(systemClock);
    const scopes = [...allScopes(local), { id: other, kind: 'book' as const, version: 5 }];
    const gone = (scope: string) => ({ kind: 'gone' as const, scope, entity: 'customer', ids: [id] });
    apply(local, [customerLine(local.bookId, id, 3)], { scopes });
    apply(local, [customerLine(other, id, 4), gone(local.bookId)], { scopes });
    expect(customerOf(local, id)).toMatchObject({ scopeId: other });
    apply(local, [gone(other), customerLine(local.bookId, id, 6)], { scopes });
    expect(customerOf(local, id)).toMatchObject({ scopeId: local.bookId });
    apply(local, [gone(local.bookId)], { scopes });
    expect(customerOf(local, id)).toBeUndefined();
  });

  test('unknown entities and columns of a newer server are passed over', () => {
    const line = customerLine(local.bookId, id, 3, { horoscope: 'leo' });
    apply(local, [
      line,
      { kind: 'rows', scope: local.bookId, entity: 'hologram', columns: ['id'], rows: [['x']] },
    ]);
    expect(customerOf(local, id)).toMatchObject({ version: 3 });
  });

  test('a value that does not fit its column undoes the whole answer, cursors included', () => {
    const bad = customerLine(local.bookId, id, 3, { name: { first: 'x' } });
    const other = uuidv7(systemClock);
    expect(() => apply(local, [customerLine(local.bookId, other, 3), bad], { version: 9 })).toThrow(
      TypeError,
    );
    expect(customerOf(local, other)).toBeUndefined();
    expect(local.db.raw('SELECT DISTINCT version FROM scope_cursor')).toEqual([{ version: 1 }]);
  });
});

describe('an acknowledged mutation', () => {
  test('leaves the row as shown and forgets the base', () => {
    insert({ city: '杭州' });
    answer(local, [{ id: queued(local)[0]!.id }]);
    expect(customerOf(local, id)).toMatchObject({ city: '杭州' });
    expect([queued(local), bases(), local.pendingIds('customer').size]).toEqual([[], 0, 0]);
  });

  test('becomes the base of the edits after it, so that their rejection falls back to it', () => {
    const created = insert({ city: '杭州' });
    const changed = patch({ city: '宁波' });
    answer(local, [{ id: created }]);
    answer(local, [{ id: changed, status: 'rejected', code: 'INVALID' }]);
    expect(customerOf(local, id)).toMatchObject({ city: '杭州' });
  });

  test('of which the server made a conflict shows what the server kept', () => {
    apply(local, [customerLine(local.bookId, id, 3, { city: '杭州' })]);
    const mine = patch({ city: '宁波' });
    apply(local, [customerLine(local.bookId, id, 4, { city: '温州' })]);
    answer(local, [{ id: mine, conflicts: 1 }]);
    expect(customerOf(local, id)).toMatchObject({ city: '温州' });
  });

  test('answered twice changes nothing the second time', () => {
    const mine = insert();
    answer(local, [{ id: mine }, { id: mine, status: 'rejected' }]);
    expect(customerOf(local, id)).toBeDefined();
    expect(local.db.raw('SELECT state FROM outbox')).toEqual([{ state: 'acknowledged' }]);
  });
});

describe('a rejected mutation', () => {
  test('is set aside with its text, undone on screen, and does not block the next', () => {
    apply(local, [customerLine(local.bookId, id, 3, { remark: '' })]);
    const bad = patch({ remark: '他说下周来' });
    const good = patch({ city: '宁波' });
    answer(local, [{ id: bad, status: 'rejected', code: 'FORBIDDEN' }]);
    expect(customerOf(local, id)).toMatchObject({ remark: '', city: '宁波' });
    expect(queued(local).map((mutation) => mutation.id)).toEqual([good]);
    expect(local.db.raw('SELECT code, state FROM outbox WHERE mutation_id=?', bad)).toEqual([
      { code: 'FORBIDDEN', state: 'rejected' },
    ]);
  });

  test('that made a row takes the row away, and edits of it show nothing', () => {
    const created = insert();
    patch({ city: '宁波' });
    answer(local, [{ id: created, status: 'rejected', code: 'INVALID' }]);
    expect(customerOf(local, id)).toBeUndefined();
  });
});

describe('[PULL2] a scope that is no longer listed', () => {
  const own = () => allScopes(local).filter((scope) => scope.kind !== 'book');

  test('takes its rows and what was acknowledged about it along; unsent edits stay to be handed in', () => {
    apply(local, [customerLine(local.bookId, id, 3)]);
    const sent = patch({ city: '宁波' });
    answer(local, [{ id: sent }]);
    const unsent = patch({ city: '温州' });
    expect(apply(local, [], { scopes: own() }).erased).toEqual([local.bookId]);
    expect(customerOf(local, id)).toBeUndefined();
    expect(bases()).toBe(0);
    expect(local.db.raw('SELECT mutation_id FROM outbox')).toEqual([{ mutationId: unsent }]);
    answer(local, [{ id: unsent }]);
    expect(local.db.raw('SELECT mutation_id FROM outbox')).toEqual([]);
    expect(customerOf(local, id)).toBeUndefined();
  });

  test('comes back whole, with the unsent edits on top', () => {
    apply(local, [customerLine(local.bookId, id, 3)]);
    patch({ city: '温州' });
    apply(local, [], { scopes: own() });
    apply(local, [customerLine(local.bookId, id, 8, { city: '杭州', company: '丙' })]);
    expect(customerOf(local, id)).toMatchObject({ city: '温州', company: '丙', version: 8 });
  });

  test.each(['pending', 'held'])('[SCOPE4] comes back with what was made in it and is %s', (state) => {
    insert({ city: '杭州' });
    patch({ city: '宁波' });
    local.db.raw('UPDATE outbox SET state=?', state);
    apply(local, [], { scopes: own() });
    expect(customerOf(local, id)).toBeUndefined();
    expect([...apply(local, []).changed]).toEqual(['customer']);
    expect(customerOf(local, id)).toMatchObject({ scopeId: local.bookId, city: '宁波', version: 0 });
    expect(local.db.raw('SELECT scope_id, row FROM base_row')).toEqual([
      { scopeId: local.bookId, row: null },
    ]);
  });

  test('[SCOPE4] comes back without what was refused while it was away', () => {
    const refused = insert();
    apply(local, [], { scopes: own() });
    answer(local, [{ id: refused, status: 'rejected', code: 'FORBIDDEN' }]);
    apply(local, []);
    expect([customerOf(local, id), bases()]).toEqual([undefined, 0]);
  });

  test('[SCOPE4] [PULL10] comes back without what had left it for another scope before', () => {
    insert();
    apply(local, [{ kind: 'gone', scope: local.bookId, entity: 'customer', ids: [id] }]);
    apply(local, [], { scopes: own() });
    apply(local, []);
    expect(customerOf(local, id)).toBeUndefined();
  });
});

test('[EPOCH1] a new server epoch reads everything again and offers back what was acknowledged, in its old order', () => {
  const first = insert({ city: '杭州' });
  answer(local, [{ id: first }]);
  const stranger = uuidv7(systemClock);
  apply(local, [customerLine(local.bookId, stranger, 3)]);
  const second = patch({ city: '宁波' });
  apply(local, [], { epoch: 'e2', epochChanged: true, version: 0 });
  expect(customerOf(local, stranger)).toBeUndefined();
  expect(customerOf(local, id)).toMatchObject({ city: '宁波' });
  expect(queued(local).map((mutation) => mutation.id)).toEqual([first, second]);
  expect(local.db.raw('SELECT DISTINCT version FROM scope_cursor')).toEqual([{ version: 0 }]);
});
