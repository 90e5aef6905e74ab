import { createHash, randomBytes } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  openSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openConnection } from '#core/db/connection.ts';
import { keyCheckOf } from '#core/db/key-check.ts';
import type { LocalDb } from '#core/db/local-db.ts';
import { openLocalDb } from '#core/db/open.ts';
import { setMeta } from '#core/db/meta.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { tempFolder } from '#test/support/temp-folder.ts';

const marker = '张三的私房话MARKER';

function newFile() {
  const key = randomBytes(32);
  const file = join(tempFolder(), 'rapport.db');
  const options = { file, key, keyCheck: keyCheckOf(key), log: silentLogger };
  return {
    file,
    key,
    create: () => openLocalDb({ ...options, mustExist: false }),
    open: (over: Partial<Parameters<typeof openLocalDb>[0]> = {}) =>
      openLocalDb({ ...options, mustExist: true, ...over }),
  };
}

function pragmas(db: LocalDb) {
  const names = [
    'journal_mode',
    'synchronous',
    'temp_store',
    'foreign_keys',
    'secure_delete',
    'busy_timeout',
    'wal_autocheckpoint',
  ];
  return names.map((name) => Object.values(db.raw<Record<string, unknown>>(`PRAGMA ${name}`)[0]!)[0]);
}

const hashOf = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');

describe('every open', () => {
  test('sets WAL, FULL, MEMORY, foreign keys, secure delete, the wait and the length of the log again, also on an existing file', () => {
    const { create, open } = newFile();
    const expected = ['wal', 2, 2, 1, 1, 5000, 100];
    const first = create();
    expect(pragmas(first)).toEqual(expected);
    first.close();
    const second = open();
    expect(pragmas(second)).toEqual(expected);
    second.close();
  });

  test('leaves no plain text in the file or its log', () => {
    const { file, create } = newFile();
    const db = create();
    setMeta(db, 'token', marker);
    const onDisk = () =>
      Buffer.concat(
        [file, `${file}-wal`].filter((name) => existsSync(name)).map((name) => readFileSync(name)),
      );
    expect(readFileSync(`${file}-wal`).length).toBeGreaterThan(0);
    expect(onDisk().includes(marker)).toBe(false);
    db.close();
    expect(onDisk().includes(marker)).toBe(false);
    expect(onDisk().includes('SQLite format 3')).toBe(false);
  });
});

describe('a file that cannot be opened is told apart and left as it is', () => {
  test('wrong key', () => {
    const { file, create, open } = newFile();
    create().close();
    const before = hashOf(file);
    expect(() => open({ key: randomBytes(32) })).toThrow('REFUSED WRONG_KEY');
    expect(hashOf(file)).toBe(before);
    open().close();
  });

  test('ruined header', () => {
    const { file, create, open } = newFile();
    create().close();
    writeSync(openSync(file, 'r+'), randomBytes(64), 0, 64, 0);
    const before = hashOf(file);
    expect(() => open()).toThrow('REFUSED FILE_DAMAGED');
    expect(hashOf(file)).toBe(before);
  });

  test('eight changed bytes in one page', () => {
    const { file, create, open } = newFile();
    const db = create();
    for (let i = 0; i < 500; i++) db.raw(`INSERT INTO meta VALUES (?,?)`, `k${i}`, marker.repeat(20));
    db.close();
    writeSync(openSync(file, 'r+'), randomBytes(8), 0, 8, 4096 * 60 + 100);
    expect(() => open()).toThrow('REFUSED FILE_DAMAGED');
  });

  test('emptied, truncated and missing files never become an empty profile', () => {
    const { file, create, open } = newFile();
    expect(() => open()).toThrow('REFUSED FILE_DAMAGED');
    expect(existsSync(file)).toBe(false);
    create().close();
    truncateSync(file, 8192);
    expect(() => open()).toThrow('REFUSED FILE_DAMAGED');
    writeFileSync(file, '');
    expect(() => open()).toThrow('REFUSED FILE_DAMAGED');
  });

  test('a log with a changed byte before its last commit', () => {
    const { file, create, open } = newFile();
    const db = create();
    for (let i = 0; i < 5; i++) setMeta(db, 'token', marker.repeat(i + 1));
    const [bytes, log] = [readFileSync(file), readFileSync(`${file}-wal`)];
    db.close();
    writeFileSync(file, bytes);
    const at = log.length - 2 * (24 + 4096) + 100;
    log[at] = log[at]! ^ 1;
    writeFileSync(`${file}-wal`, log);
    expect(() => open()).toThrow('REFUSED FILE_DAMAGED');
    log[at] = log[at]! ^ 1;
    writeFileSync(`${file}-wal`, log);
    open().close();
  });

  test('a log taken away while the file was in use', () => {
    const { file, create, open } = newFile();
    const db = create();
    setMeta(db, 'token', marker);
    const bytes = readFileSync(file);
    db.close();
    writeFileSync(file, bytes);
    writeFileSync(`${file}-mark`, 'open 0');
    expect(() => open()).toThrow('REFUSED FILE_DAMAGED');
  });

  test('an older copy put in the place of a file that had more in its queue', () => {
    const { file, create, open } = newFile();
    create().close();
    const older = readFileSync(file);
    const db = open();
    db.transaction(() =>
      db.raw(
        `INSERT INTO outbox (mutation_id, name, at, writes, state) VALUES ('m','note','t','[]','pending')`,
      ),
    );
    db.close();
    writeFileSync(file, older);
    expect(() => open()).toThrow('REFUSED FILE_DAMAGED');
  });

  test('[VERSION9] a file of a newer program', () => {
    const { file, key, create, open } = newFile();
    create().close();
    const db = openConnection(file, key);
    db.pragma('user_version=9999');
    db.close();
    expect(() => open()).toThrow('REFUSED FILE_TOO_NEW');
  });
});

describe('a program that dies while it writes', () => {
  const frameBytes = 24 + 4096;
  const fill = (db: LocalDb, from: number, to: number) => {
    for (let i = from; i < to; i++) db.raw('INSERT INTO meta VALUES (?,?)', `key-${i}`, marker);
  };
  const keysOf = (db: LocalDb) => db.raw(`SELECT key FROM meta WHERE key LIKE 'key-%'`).length;

  /** The files as they lie on the disk while the program runs; `edit` is what the death did to the log. */
  function died(edit: (log: Buffer) => Buffer) {
    const { file, key, create } = newFile();
    const db = create();
    fill(db, 0, 5);
    const copy = join(tempFolder(), 'rapport.db');
    copyFileSync(file, copy);
    copyFileSync(`${file}-mark`, `${copy}-mark`);
    writeFileSync(`${copy}-wal`, edit(readFileSync(`${file}-wal`)));
    db.close();
    const options = { file: copy, key, keyCheck: keyCheckOf(key), log: silentLogger, mustExist: true };
    return { copy, open: () => openLocalDb(options) };
  }
  /** The head of the last frame once more, which ends a transaction, and no or half a page behind it. */
  const tornCommit = (log: Buffer, pageBytes: number) =>
    Buffer.concat([log, log.subarray(log.length - frameBytes).subarray(0, 24), Buffer.alloc(pageBytes, 7)]);

  test.each([0, 100, 4096])(
    'leaves a commit of which %i bytes of the page were written: no damage',
    (bytes) => {
      const { copy, open } = died((log) => tornCommit(log, bytes));
      const db = open();
      expect(keysOf(db)).toBe(5);
      db.close();
      const other = died((log) => tornCommit(log, bytes));
      rmSync(`${other.copy}-mark`);
      const unmarked = other.open();
      expect(keysOf(unmarked)).toBe(5);
      unmarked.close();
      expect(existsSync(copy)).toBe(true);
    },
  );

  test('and what it had begun lies behind the commits of the next run: no damage either', () => {
    const begun = (log: Buffer) => {
      const commit = log.subarray(log.length - frameBytes);
      const page = Buffer.from(commit);
      page.writeUInt32BE(0, 4);
      return Buffer.concat([log, page, page, page, commit.subarray(0, 24)]);
    };
    const { copy, open } = died(begun);
    const log = readFileSync(`${copy}-wal`);
    const db = open();
    fill(db, 5, 6);
    const after = readFileSync(`${copy}-wal`);
    const [mark, bytes] = [readFileSync(`${copy}-mark`), readFileSync(copy)];
    db.close();
    // The log was gone on with, so that the head of the commit that never was still lies behind the new one.
    expect(after.length).toBe(log.length);
    for (const isMarked of [true, false]) {
      writeFileSync(copy, bytes);
      writeFileSync(`${copy}-wal`, after);
      writeFileSync(`${copy}-mark`, isMarked ? mark : '');
      const again = open();
      expect(keysOf(again)).toBe(6);
      again.close();
    }
  });

  test('damage to its last commit, which has nothing to do with the queue, is told from that', () => {
    const { open } = died((log) => {
      log[log.length - 100] = log[log.length - 100]! ^ 1;
      return log;
    });
    expect(open).toThrow('REFUSED FILE_DAMAGED');
  });
});

test('a full disk is a STORAGE failure; what was written before is there and readable', () => {
  const { create } = newFile();
  const db = create();
  setMeta(db, 'token', 'kept');
  const pages = Object.values(db.raw<Record<string, number>>('PRAGMA page_count')[0]!)[0]!;
  db.raw(`PRAGMA max_page_count=${pages}`);
  expect(() => setMeta(db, 'identity', marker.repeat(10_000))).toThrow('STORAGE SQLITE_FULL');
  expect(db.raw(`SELECT key, value FROM meta WHERE key<>'registry'`)).toEqual([
    { key: 'token', value: 'kept' },
  ]);
  db.close();
});
