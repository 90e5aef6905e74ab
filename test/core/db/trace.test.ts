/** What is deleted is overwritten, but for the copies that moving rows left in unused parts of pages. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { keyCheckOf } from '#core/db/key-check.ts';
import { deleteMeta, findMeta, setMeta } from '#core/db/meta.ts';
import { openLocalDb } from '#core/db/open.ts';
import { noteTraces, removeTraces } from '#core/db/trace.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { plainBytesOf } from '#test/support/plain-bytes.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

const marker = '张三的私房话MARKER';

/** As pages are after rows moved between them, though here for another reason. */
function fileWithTraces() {
  const key = randomBytes(32);
  const file = join(tempFolder(), 'rapport.db');
  const db = openLocalDb({ file, key, keyCheck: keyCheckOf(key), mustExist: false, log: silentLogger });
  setMeta(db, 'token', marker.repeat(20));
  db.raw('PRAGMA secure_delete=OFF');
  db.transaction(() => {
    deleteMeta(db, 'token');
    noteTraces(db);
  });
  db.raw('PRAGMA secure_delete=ON');
  db.checkpoint();
  return { db, isThere: () => plainBytesOf(file, key).includes(marker) };
}

test('[SPLIT7] text that left the file is nowhere in it, not even between the rows of a page', () => {
  const { db, isThere } = fileWithTraces();
  expect(isThere()).toBe(true);
  removeTraces(db, Infinity);
  expect(isThere()).toBe(false);
  expect(findMeta(db, 'traces')).toBeUndefined();
  db.close();
});

test('a large file, and one on a full disk, is left for another time', () => {
  const { db, isThere } = fileWithTraces();
  removeTraces(db, 4096);
  expect(findMeta(db, 'traces')).toBe('yes');
  db.raw('PRAGMA query_only=ON');
  removeTraces(db, Infinity);
  db.raw('PRAGMA query_only=OFF');
  expect(findMeta(db, 'traces')).toBe('yes');
  removeTraces(db, Infinity);
  expect(isThere()).toBe(false);
  db.close();
});
