import { zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readPull } from '#core/server-client/pull-reader.ts';

const scope = '01900001-b000-7000-8000-000000000001';
const head = {
  kind: 'head',
  epoch: 'e',
  scopes: [{ id: scope, kind: 'book', version: 3 }],
  epochChanged: false,
};
const rows = {
  kind: 'rows',
  scope,
  entity: 'note',
  columns: ['id', 'body'],
  rows: [
    ['a', '茶'],
    ['b', ''],
  ],
};
const gone = { kind: 'gone', scope, entity: 'note', ids: [scope] };
const end = {
  kind: 'end',
  cursors: {},
  more: false,
  remaining: 0,
  lines: 2,
  serverNow: '2026-01-01T00:00:00.000Z',
};

const textOf = (...lines: unknown[]) => lines.map((line) => `${JSON.stringify(line)}\n`).join('');
const pack = (text: string) => zstdCompressSync(Buffer.from(text));

test('a whole answer is read in order', async () => {
  const answer = await readPull(pack(textOf(head, rows, gone, end)));
  expect(answer).toMatchObject({ head, changes: [rows, gone], end, rowCount: 2 });
});

describe('[PULL8] is never taken for data:', () => {
  test('an answer cut at any byte, before and after compression', async () => {
    const text = textOf(head, rows, gone, end);
    const bytes = pack(text);
    const cuts = [
      ...Array.from({ length: bytes.length - 1 }, (_, length) => bytes.subarray(0, length)),
      // Without the last line break the answer is still whole.
      ...Array.from({ length: text.length - 2 }, (_, length) => pack(text.slice(0, length))),
    ];
    for (const cut of cuts) await expect(readPull(cut)).rejects.toThrow('FOREIGN');
  });

  test.each([
    ['no end mark', textOf(head, rows, gone)],
    ['no head', textOf(rows, gone, end)],
    ['a lost line', textOf(head, rows, end)],
    ['a doubled line', textOf(head, rows, rows, gone, end)],
    ['anything after the end mark', textOf(head, rows, gone, end, gone)],
    ['a scope the head does not list', textOf(head, { ...rows, scope: scope.replace('1', '2') }, gone, end)],
    ['a row of another width', textOf(head, { ...rows, rows: [['a']] }, gone, end)],
    ['a line of another kind', textOf(head, rows, { kind: 'erase' }, end)],
    ['a login page', '<html><body>Welcome to the hotel</body></html>'],
    ['nothing', ''],
  ])('%s', async (_, text) => {
    await expect(readPull(pack(text))).rejects.toThrow('FOREIGN');
  });

  test('bytes that are not compressed', async () => {
    await expect(readPull(Buffer.from(textOf(head, rows, gone, end)))).rejects.toThrow('FOREIGN');
  });
});
