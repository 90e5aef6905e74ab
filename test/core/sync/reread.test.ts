import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keyCheckOf } from '#core/db/key-check.ts';
import { findMeta, setMeta } from '#core/db/meta.ts';
import { migrations } from '#core/db/migrations/all.ts';
import type { Migration } from '#core/db/migration.ts';
import { openLocalDb } from '#core/db/open.ts';
import { applyPull, heldScopes } from '#core/sync/apply-pull.ts';
import type { PullAnswer } from '#core/sync/pull-answer.ts';
import { isRereading } from '#core/sync/reread.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { createLocalContext, type LocalContext } from '#test/support/local-context.ts';
import { tempFolder } from '#test/support/temp-folder.ts';
import { customerFields } from '#test/support/test-company.ts';
import { allScopes, customerLine, customerOf } from './pull-fixture.ts';

let local: LocalContext;
beforeEach(() => {
  local = createLocalContext();
});
afterEach(() => local.close());

type Cursors = PullAnswer['end']['cursors'];

function apply(changes: PullAnswer['changes'], cursors: Cursors, epochChanged = false): void {
  const scopes = allScopes(local);
  applyPull(
    { db: local.db, author: local.identity.personId, listeners: [] },
    {
      head: { kind: 'head', epoch: 'e1', scopes, epochChanged },
      changes,
      end: { kind: 'end', cursors, more: true, remaining: 0, lines: changes.length, serverNow: '' },
      rowCount: 0,
    },
  );
}
const others = () => ({ [local.companyScopeId]: { version: 5 }, [local.userScopeId]: { version: 5 } });
/** As after an update of the program: the book is to be read a second time. */
const update = () => setMeta(local.db, 'reread', JSON.stringify({ [local.bookId]: '' }));

test('[VERSION8] a second reading goes page by page from 0, and the cursors stay where they were', () => {
  local.db.raw('UPDATE scope_cursor SET version=5');
  update();
  expect(heldScopes(local.db).scopes[local.bookId]).toEqual({ version: 0 });
  apply([], { ...others(), [local.bookId]: { version: 0, resume: 'half way' } });
  expect(heldScopes(local.db).scopes[local.bookId]).toEqual({ version: 0, resume: 'half way' });
  expect(isRereading(local.db)).toBe(true);
  apply([], { ...others(), [local.bookId]: { version: 9 } });
  expect(heldScopes(local.db).scopes[local.bookId]).toEqual({ version: 5 });
  expect(isRereading(local.db)).toBe(false);
});

test('[VERSION8] a scope that was not begun on a page is asked for again', () => {
  local.db.raw('UPDATE scope_cursor SET version=5');
  update();
  apply([], { ...others(), [local.bookId]: { version: 0 } });
  expect(heldScopes(local.db).scopes[local.bookId]).toEqual({ version: 0 });
});

test('[VERSION8] rows stay usable, get what they lacked, and keep pending edits on top', () => {
  local.db.raw('UPDATE scope_cursor SET version=5');
  const [read, unread] = ['一', '二'].map((name) =>
    local.pulled('customer', { scopeId: local.bookId, ...customerFields({ name, remark: null }) }),
  );
  local.mutator.mutate('customer.patch', [
    { op: 'patch', entity: 'customer', id: read!, fields: { city: '宁波' } },
  ]);
  update();
  const line = customerLine(local.bookId, read!, 4, { name: '一', remark: 'new to this program', city: '' });
  apply([line], { ...others(), [local.bookId]: { version: 0, resume: 'half way' } });
  expect(customerOf(local, read!)).toMatchObject({ remark: 'new to this program', city: '宁波' });
  expect(customerOf(local, unread!)).toMatchObject({ name: '二' });
});

test('[VERSION8] [PULL10] what left the scope during the reading is told after it', () => {
  local.db.raw('UPDATE scope_cursor SET version=5');
  const id = local.pulled('customer', { scopeId: local.bookId, ...customerFields() });
  update();
  apply([], { ...others(), [local.bookId]: { version: 9 } });
  expect(heldScopes(local.db).scopes[local.bookId]).toEqual({ version: 5 });
  apply([{ kind: 'gone', scope: local.bookId, entity: 'customer', ids: [id] }], {
    ...others(),
    [local.bookId]: { version: 9 },
  });
  expect(customerOf(local, id)).toBeUndefined();
});

test('a scope that is reset or begins anew is read once only', () => {
  local.db.raw('UPDATE scope_cursor SET version=5');
  update();
  apply([{ kind: 'reset', scope: local.bookId }], { ...others(), [local.bookId]: { version: 9 } });
  expect(heldScopes(local.db).scopes[local.bookId]).toEqual({ version: 9 });
  expect(isRereading(local.db)).toBe(false);
  update();
  apply([], { ...others(), [local.bookId]: { version: 0 } }, true);
  expect(isRereading(local.db)).toBe(false);
});

test('an update that knows another column has every filled scope read again, in the transaction of the upgrade', () => {
  const key = randomBytes(32);
  const file = join(tempFolder(), 'rapport.db');
  const next: Migration = {
    number: migrations.length + 1,
    up: (db) => void db.exec('CREATE TABLE mug (id)'),
  };
  const open = (list: readonly Migration[]) =>
    openLocalDb({
      file,
      key,
      keyCheck: keyCheckOf(key),
      mustExist: false,
      log: silentLogger,
      migrations: list,
    });
  const before = open(migrations);
  before.raw(`INSERT INTO scope_cursor VALUES ('full','book',7,'r'), ('begun','book',0,'r')`);
  const known = JSON.parse(findMeta(before, 'registry')!) as string[];
  setMeta(before, 'registry', JSON.stringify(known.filter((column) => column !== 'customer.remark')));
  before.close();
  const broken = { number: next.number, up: () => expect.fail('half way') };
  expect(() => open([...migrations, broken])).toThrow('half way');
  const half = open(migrations);
  expect(isRereading(half)).toBe(false);
  half.close();
  const after = open([...migrations, next]);
  expect(JSON.parse(findMeta(after, 'reread')!)).toEqual({ full: '' });
  expect(JSON.parse(findMeta(after, 'registry')!)).toEqual(known);
  expect(after.raw('SELECT * FROM scope_cursor ORDER BY scope_id')).toEqual([
    { scopeId: 'begun', kind: 'book', version: 0, resume: null },
    { scopeId: 'full', kind: 'book', version: 7, resume: 'r' },
  ]);
  after.close();
});

test('an update that knows nothing new reads nothing again', () => {
  const key = randomBytes(32);
  const file = join(tempFolder(), 'rapport.db');
  const open = (list: readonly Migration[]) =>
    openLocalDb({
      file,
      key,
      keyCheck: keyCheckOf(key),
      mustExist: false,
      log: silentLogger,
      migrations: list,
    });
  const before = open(migrations);
  before.raw(`INSERT INTO scope_cursor VALUES ('full','book',7,'r')`);
  before.close();
  const after = open([...migrations, { number: migrations.length + 1, up() {} }]);
  expect(isRereading(after)).toBe(false);
  after.close();
});
