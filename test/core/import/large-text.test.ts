import { expect, test } from 'vitest';
import { readContent } from '#core/import/file-content.ts';
import { importLimits } from '#core/import/import-limit.ts';
import { readTextContent } from '#core/import/text-content.ts';

const isolations = ['process', 'thread'] as const;
const count = 3_000;
const rows = Array.from({ length: count }, (_, n) => `客户${n},1380000${n},"住在 ${n} 号\n二楼"`);
const table = `姓名,手机,备注\r\n${rows.join('\r\n')}\r\n`;
const cards = Array.from(
  { length: count },
  (_, n) =>
    `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:客户${n}\r\nitem1.TEL:1380000${n}\r\nitem1.X-ABLabel:女儿的\r\nEND:VCARD\r\n`,
).join('');

test.for([
  ['a table', table],
  ['cards', cards],
])('a large file is read in a child exactly as a small one is read at once: %s', async ([, text]) => {
  const bytes = Buffer.from(text!);
  expect(bytes.length).toBeGreaterThan(importLimits.quickTextBytes);
  const request = { name: 'x', bytes, encoding: undefined, delimiter: undefined };
  const expected = readTextContent(request);
  for (const isolation of isolations)
    expect(await readContent({ name: 'x', bytes }, {}, { isolation }), isolation).toEqual(expected);
});

test('what is wrong with a large file is told by its code, and its content is read once', async () => {
  const long = 'x'.repeat(importLimits.quickTextBytes + 1);
  const broken = { name: 'x.csv', bytes: Buffer.from(`a,b\n1,"${long}`) };
  await expect(readContent(broken, {}, {})).rejects.toMatchObject({ code: 'BROKEN' });
  const file = { name: 'x.csv', bytes: Buffer.from(table) };
  const first = await readContent(file, {}, {});
  expect(await readContent(file, {}, {})).toBe(first);
  const other = await readContent(file, { delimiter: ';' }, {});
  expect(other).toMatchObject({ delimiter: ';' });
});
