import { afterEach, beforeEach, expect, test } from 'vitest';
import { createHold } from '#core/sync/hold.ts';
import { pendingFields } from '#core/sync/mutate.ts';
import { countHeld, forgetScopesLeft, keepOnly, nextBatch } from '#core/sync/outbox.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import { createLocalContext, type LocalContext } from '#test/support/local-context.ts';
import { customerFields } from '#test/support/test-company.ts';
import { answer, customerOf } from './pull-fixture.ts';

let local: LocalContext;
beforeEach(() => {
  local = createLocalContext();
});
afterEach(() => local.close());

const at = '2026-02-01T08:00:00.000Z';
const addCustomer = (id = uuidv7(local.clock)) => {
  const { mutationId } = local.mutator.mutate('customer.create', [
    { op: 'insert', entity: 'customer', id, scope: local.bookId, fields: customerFields() },
  ]);
  return { id, mutationId };
};
const addNote = (customerId: string) =>
  local.mutator.mutate('note.create', [
    {
      op: 'insert',
      entity: 'note',
      id: uuidv7(local.clock),
      scope: local.bookId,
      fields: { customerId, body: 'a note', happenedAt: at, origin: 'rep' },
    },
  ]).mutationId;
const rename = (id: string, name: string) =>
  local.mutator.mutate('customer.patch', [{ op: 'patch', entity: 'customer', id, fields: { name } }])
    .mutationId;
const sendable = () => nextBatch(local.db, 500, 1_000_000).map(({ id }) => id);

test('[VERSION6] what a server put off waits with all that builds on it; the rest goes past', () => {
  const old = local.pulled('customer', { scopeId: local.bookId, ...customerFields() });
  const before = rename(old, 'before');
  const made = addCustomer();
  const [note, other, again] = [addNote(made.id), addNote(old), rename(made.id, 'again')];
  const hold = createHold(local.db);
  hold.update(1);
  expect(sendable()).toEqual([before, made.mutationId, note, other, again]);
  hold.defer(made.mutationId, 1);
  hold.update(1);
  expect(sendable()).toEqual([before, other]);
  expect(countHeld(local.db)).toBe(3);
});

test('[VERSION5] what is queued later joins those it builds on, also in another run of the program', () => {
  const made = addCustomer();
  const first = createHold(local.db);
  first.defer(made.mutationId, 1);
  first.update(1);
  const other = addCustomer();
  addNote(made.id);
  first.update(1);
  expect(sendable()).toEqual([other.mutationId]);
  addNote(made.id);
  const note = addNote(other.id);
  createHold(local.db).update(1);
  expect(sendable()).toEqual([other.mutationId, note]);
  expect(countHeld(local.db)).toBe(3);
});

test('[VERSION6] everything goes in its old order once the server is another one', () => {
  const made = addCustomer();
  const all = [made.mutationId, addNote(made.id), rename(made.id, 'c')];
  const hold = createHold(local.db);
  hold.defer(made.mutationId, 1);
  hold.update(1);
  expect(sendable()).toEqual([]);
  hold.update(2);
  expect(sendable()).toEqual(all);
  expect(countHeld(local.db)).toBe(0);
});

test('held edits stay on the screen, also when a pull brings the row again', () => {
  const id = local.pulled('customer', { scopeId: local.bookId, ...customerFields({ city: '上海' }) });
  const hold = createHold(local.db);
  hold.defer(rename(id, 'held'), 1);
  hold.update(1);
  const past = rename(local.pulled('customer', { scopeId: local.bookId, ...customerFields() }), 'past');
  answer(local, [{ id: past }]);
  expect(customerOf(local, id)).toMatchObject({ name: 'held', city: '上海' });
  expect(local.pendingIds('customer')).toEqual(new Set([id]));
});

test('long mutations are kept packed: sent as they were made, counted by their length, kept and cut down as others', () => {
  const { db, bookId, clock } = local;
  const long = (n: number) => {
    const writes = Array.from({ length: n }, (_, place) => ({
      op: 'insert' as const,
      entity: 'customer' as const,
      id: uuidv7(clock),
      scope: bookId,
      fields: { ...customerFields(), remark: `走心 ${place} 😀` },
    }));
    return { ...local.mutator.mutate('import.run', writes), id: writes[0]!.id };
  };
  const [first, second] = [long(100), long(100)];
  const kept = db.raw<{ kind: string; size: number; packedBytes: number }>(
    'SELECT typeof(writes) AS kind, length(writes) AS size, packed_bytes FROM outbox ORDER BY seq',
  );
  for (const { kind, size, packedBytes } of kept) {
    expect(kind).toBe('blob');
    expect(size).toBeLessThan(packedBytes / 3);
  }
  const [sent] = nextBatch(db, 500, kept[0]!.packedBytes + 300);
  expect(nextBatch(db, 500, kept[0]!.packedBytes + 300)).toHaveLength(1);
  expect(Buffer.byteLength(JSON.stringify(sent!.writes))).toBe(kept[0]!.packedBytes);
  expect(sent!.writes).toMatchObject({ 99: { fields: { remark: '走心 99 😀' } } });

  rename(first.id, 'again');
  expect(pendingFields(db, 'customer', first.id)).toEqual(['name']);
  expect(pendingFields(db, 'customer', second.id)).toEqual([]);

  db.raw(`UPDATE outbox SET state='acknowledged'`);
  const [{ seq }] = db.raw<{ seq: number }>('SELECT min(seq) AS seq FROM outbox') as [{ seq: number }];
  expect(forgetScopesLeft(db)).toBe(0);
  keepOnly(db, seq, sent!.writes.slice(0, 1));
  expect(db.raw('SELECT writes, packed_bytes FROM outbox WHERE seq=?', seq)).toEqual([
    { writes: sent!.writes.slice(0, 1), packedBytes: null },
  ]);
  db.raw('DELETE FROM scope_cursor WHERE scope_id=?', bookId);
  expect(forgetScopesLeft(db)).toBe(3);
  expect(db.raw('SELECT 1 FROM outbox')).toEqual([]);
});
