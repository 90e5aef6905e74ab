import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLocalContext, type LocalContext } from '#test/support/local-context.ts';

let local: LocalContext;
beforeEach(() => {
  local = createLocalContext();
});
afterEach(() => local.close());

// A new file notes there what it was made with.
const countMeta = () =>
  local.db.raw<{ n: number }>(`SELECT count(*) AS n FROM meta WHERE key<>'registry'`)[0]!.n;
const insert = (key: string) => local.db.raw('INSERT INTO meta VALUES (?,?)', key, 'x');

describe('rows', () => {
  test('come back with camelCase names, booleans and JSON decoded, also behind an alias', () => {
    const { db, bookId, companyScopeId } = local;
    local.pulled('touch', { scopeId: bookId, customerId: 'c', replied: true, late: true });
    local.pulled('setting', { scopeId: companyScopeId, key: 'a', value: '1' });
    const { q } = db;
    expect(db.get(q.selectFrom('touch').select(['replied', 'late as cameLate', 'momentId']))).toEqual({
      replied: true,
      cameLate: true,
      momentId: null,
    });
    expect(db.all(q.selectFrom('setting as s').select(['s.value as v']))).toEqual([{ v: '1' }]);
    expect(db.all(q.selectFrom('touch').select('id').where('replied', '=', false))).toEqual([]);
  });
});

describe('transactions', () => {
  test('undo everything when the work throws, and run nothing that waited for the commit', () => {
    let ran = false;
    expect(() =>
      local.db.transaction(() => {
        insert('a');
        local.db.afterCommit(() => (ran = true));
        throw new Error('no');
      }),
    ).toThrow('no');
    expect([countMeta(), ran]).toEqual([0, false]);
  });

  test('an inner one that fails takes back its own part only', () => {
    const done: string[] = [];
    local.db.transaction(() => {
      insert('outer');
      local.db.afterCommit(() => done.push('outer'));
      expect(() =>
        local.db.transaction(() => {
          insert('inner');
          local.db.afterCommit(() => done.push('inner'));
          throw new Error('no');
        }),
      ).toThrow('no');
      expect(done).toEqual([]);
    });
    expect([countMeta(), done]).toEqual([1, ['outer']]);
  });
});
