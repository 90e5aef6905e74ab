/** Text that is deleted leaves the full-text index too, down to the pages of the file. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { keyCheckOf } from '#core/db/key-check.ts';
import { openLocalDb } from '#core/db/open.ts';
import { getReplicaTable, putReplicaRow, deleteReplicaRow } from '#core/db/replica-table.ts';
import { createTextIndex } from '#core/db/repository/text-index.ts';
import { createRowListeners } from '#core/services/row-listeners.ts';
import { deleteScopeRows } from '#core/sync/erase-scope.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { plainBytesOf } from '#test/support/plain-bytes.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

const at = '2026-03-10T01:00:00.000Z';

function openFile() {
  const key = randomBytes(32);
  const file = join(tempFolder(), 'rapport.db');
  const db = openLocalDb({ file, key, keyCheck: keyCheckOf(key), mustExist: false, log: silentLogger });
  onTestFinished(() => db.close());
  const index = createTextIndex(db);
  const put = (scopeId: string, id: string, body: string) =>
    putReplicaRow(db, getReplicaTable('note'), {
      id,
      scopeId,
      version: 1,
      createdAt: at,
      createdBy: null,
      deletedAt: null,
      late: false,
      customerId: 'c',
      body,
      happenedAt: at,
      origin: 'rep',
    });
  return {
    db,
    put,
    index: () => {
      while (!index.work(1_000)) continue;
    },
    found: (pair: string) =>
      db.raw<{ id: number }>(`SELECT rowid AS id FROM text_gram WHERE text_gram MATCH ?`, `"${pair}"`).length,
    /** The folded pair as FTS5 and the table of texts have it. */
    has: (text: string) => {
      db.checkpoint();
      return plainBytesOf(file, key).includes(text);
    },
  };
}

test('one deleted row: its rare pairs are nowhere in the file', () => {
  const { db, put, index, found, has } = openFile();
  db.transaction(() => {
    for (let n = 0; n < 40; n++) put('book', `n${n}`, `第${n}次聊起孩子的学习`);
    put('book', 'secret', '龘靐齉爩');
  });
  index();
  expect([found('孩子'), found('龘靐')]).toEqual([40, 1]);
  expect(has('龘靐')).toBe(true);
  db.transaction(() => deleteReplicaRow(db, getReplicaTable('note'), 'secret'));
  expect(found('龘靐')).toBe(0);
  expect(has('龘靐')).toBe(false);
  expect(db.raw(`INSERT INTO text_gram(text_gram) VALUES ('integrity-check')`)).toEqual([]);
});

test('a changed row: the former text goes with the next slice', () => {
  const { db, put, index, found, has } = openFile();
  put('book', 'a', '龘靐齉爩');
  index();
  put('book', 'a', '孩子上学');
  index();
  expect([found('龘靐'), found('孩子')]).toEqual([0, 1]);
  db.raw(`INSERT INTO text_gram(text_gram) VALUES ('integrity-check')`);
  expect(has('龘靐')).toBe(false);
});

test('a large scope that leaves: its index is emptied at once, and what stays is taken in again', () => {
  const { db, put, index, found, has } = openFile();
  db.transaction(() => {
    for (let n = 0; n < 900; n++) put('leaving', `n${n}`, `龘靐齉爩 第${n}次`);
    for (let n = 0; n < 30; n++) put('staying', `s${n}`, '孩子上学');
  });
  index();
  expect([found('龘靐'), found('孩子')]).toEqual([900, 30]);
  db.transaction(() => void deleteScopeRows(db, createRowListeners(db), 'leaving'));
  expect(found('龘靐')).toBe(0);
  expect(has('龘靐')).toBe(false);
  index();
  expect(found('孩子')).toBe(30);
  db.raw(`INSERT INTO text_gram(text_gram) VALUES ('integrity-check')`);
});
