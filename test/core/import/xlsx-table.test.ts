import { readFileSync, readdirSync } from 'node:fs';
import ExcelJS from 'exceljs';
import type { Workbook } from 'exceljs';
import { describe, expect, test } from 'vitest';
import { ImportError } from '#core/import/import-error.ts';
import { dateText, numberText } from '#core/import/xlsx-cell.ts';
import { readXlsx } from '#core/import/xlsx-table.ts';
import { readZipDirectory, unpackEntry } from '#core/import/zip-directory.ts';
import { hasSampleData, sampleData } from '#test/support/sample-data.ts';
import { zipOf } from '#test/support/zip-file.ts';

async function bytesOf(fill: (book: Workbook) => void): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  fill(book);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

async function failure(promise: Promise<unknown>): Promise<ImportError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ImportError);
  return error as ImportError;
}

test('numbers keep every digit and lose rounding noise', () => {
  expect(numberText(13800138000)).toBe('13800138000');
  expect(numberText(8613800138000)).toBe('8613800138000');
  expect(numberText(1e21)).toBe('1000000000000000000000');
  expect(numberText(0.1 + 0.2)).toBe('0.3');
  expect(numberText(0.00000012)).toBe('0.00000012');
  expect(dateText(new Date('1990-01-02T00:00:00Z'))).toBe('1990-01-02');
  expect(dateText(new Date('1990-01-02T08:30:00.4Z'))).toBe('1990-01-02 08:30');
});

test.each(['process', 'thread'] as const)(
  'every kind of cell becomes the text a person sees (%s)',
  async (isolation) => {
    const bytes = await bytesOf((book) => {
      const sheet = book.addWorksheet('客户');
      sheet.addRow(['姓名', '手机', '生日', '到店', '老客', '备注', '邮编', '链接', '合计']);
      sheet.addRow([
        '张三',
        13800138000,
        new Date('1990-01-02T00:00:00Z'),
        new Date('2026-03-04T15:06:07Z'),
        true,
        { richText: [{ text: '爱' }, { text: '喝茶', font: { bold: true } }] },
        1234,
        { text: '主页', hyperlink: 'https://example.com' },
        { formula: 'B2*2', result: 27600276000 },
      ]);
      sheet.getCell('C2').numFmt = 'yyyy-mm-dd';
      sheet.getCell('D2').numFmt = 'yyyy-mm-dd hh:mm:ss';
      sheet.getCell('G2').numFmt = '000000';
      sheet.getCell('A5').value = '李四';
      book.addWorksheet('空');
    });
    expect(await readXlsx(bytes, { isolation })).toEqual({
      sheets: [
        {
          name: '客户',
          table: [
            ['姓名', '手机', '生日', '到店', '老客', '备注', '邮编', '链接', '合计'],
            [
              '张三',
              '13800138000',
              '1990-01-02',
              '2026-03-04 15:06:07',
              'TRUE',
              '爱喝茶',
              '001234',
              '主页',
              '27600276000',
            ],
            ['李四'],
          ],
          lines: [1, 2, 5],
        },
        { name: '空', table: [], lines: [] },
      ],
    });
  },
);

test('a text of a formula that looks like markup stays as it is', async () => {
  const bytes = await bytesOf((book) => {
    book.addWorksheet('a').addRow([{ formula: 'A2', result: '&lt;b&gt; & "<i>"' }, '&lt;b&gt;']);
  });
  expect((await readXlsx(bytes)).sheets[0]?.table).toEqual([['&lt;b&gt; & "<i>"', '&lt;b&gt;']]);
});

test('a cell merged downwards holds for its rows; a merge of the whole sheet costs nothing', async () => {
  const down = await bytesOf((book) => {
    const sheet = book.addWorksheet('a');
    sheet.addRows([
      ['名单', '名单'],
      ['门店', '姓名'],
      ['一店', '张三'],
      ['', '李四'],
    ]);
    sheet.mergeCells('A1:B1');
    sheet.mergeCells('A3:A4');
  });
  expect((await readXlsx(down)).sheets[0]?.table).toEqual([
    ['名单'],
    ['门店', '姓名'],
    ['一店', '张三'],
    ['一店', '李四'],
  ]);

  const plain = await bytesOf((book) => {
    const sheet = book.addWorksheet('a');
    sheet.addRow(['张三']);
    sheet.mergeCells('C1:C2');
  });
  const huge = rewrite(plain, 'xl/worksheets/sheet1.xml', (xml) => xml.replace('C1:C2', 'C1:XFD1048576'));
  expect((await readXlsx(huge)).sheets[0]?.table).toEqual([['张三']]);
});

/** The same workbook with one of its files changed. */
function rewrite(bytes: Uint8Array, name: string, change: (xml: string) => string): Uint8Array {
  const files = readZipDirectory(bytes).map((entry) => ({
    name: entry.name,
    content: unpack(bytes, entry.name),
  }));
  return zipOf(
    files.map((file) =>
      file.name === name ? { name, content: Buffer.from(change(file.content.toString('utf8'))) } : file,
    ),
  );
}

function unpack(bytes: Uint8Array, name: string): Buffer {
  const entry = readZipDirectory(bytes).find((other) => other.name === name);
  if (!entry) throw new Error(name);
  return unpackEntry(bytes, entry);
}

const noChild = new URL('./there-is-no-such-child.ts', import.meta.url);

test('a zip bomb is refused by its declared size, before any child is started', async () => {
  const bomb = zipOf([
    { name: 'xl/workbook.xml', content: Buffer.from('<workbook/>') },
    { name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(210 * 1024 * 1024) },
  ]);
  expect(bomb.length).toBeLessThan(1024 * 1024);
  const started = performance.now();
  expect((await failure(readXlsx(bomb, { xlsxChildPath: noChild }))).code).toBe('TOO_LARGE');
  expect(performance.now() - started).toBeLessThan(200);
});

test('a small file that unpacks to hundreds of times its size is refused too', async () => {
  const bomb = zipOf([
    { name: 'xl/workbook.xml', content: Buffer.from('<workbook/>') },
    { name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(30 * 1024 * 1024) },
  ]);
  expect(await failure(readXlsx(bomb, { xlsxChildPath: noChild }))).toMatchObject({
    code: 'TOO_LARGE',
    detail: expect.stringContaining('times its size'),
  });
});

test('a zip bomb that lies about its size is stopped at the size it declared', async () => {
  const bomb = zipOf([
    { name: 'xl/workbook.xml', content: Buffer.from('<workbook/>') },
    { name: 'xl/worksheets/sheet1.xml', content: Buffer.alloc(100 * 1024 * 1024), declared: 1000 },
  ]);
  expect(await failure(readXlsx(bomb))).toMatchObject({
    code: 'TOO_LARGE',
    detail: expect.stringContaining('sheet1'),
  });
});

test('too many entries, rows or columns are refused', async () => {
  const many = zipOf(
    Array.from({ length: 2_001 }, (_, at) => ({ name: `${at}`, content: Buffer.from('x') })),
  );
  expect((await failure(readXlsx(many, { xlsxChildPath: noChild }))).code).toBe('TOO_LARGE');
  const wide = await bytesOf((book) => book.addWorksheet('a').addRow(Array.from({ length: 257 }, () => 'x')));
  expect((await failure(readXlsx(wide))).code).toBe('TOO_MANY_COLUMNS');
  const long = await bytesOf((book) =>
    book.addWorksheet('a').addRows(Array.from({ length: 60_001 }, () => ['x'])),
  );
  expect((await failure(readXlsx(long))).code).toBe('TOO_MANY_ROWS');
});

test('a child that takes too long or dies is a clear error', async () => {
  const bytes = await bytesOf((book) => book.addWorksheet('a').addRow(['x']));
  expect(await failure(readXlsx(bytes, { timeLimitMs: 1 }))).toMatchObject({
    code: 'TOO_LARGE',
    detail: 'reading took too long',
  });
  expect((await failure(readXlsx(bytes, { xlsxChildPath: noChild }))).code).toBe('BROKEN');
});

test('a workbook cut off anywhere is a clear error', async () => {
  const bytes = await bytesOf((book) => book.addWorksheet('a').addRow(['张三', 13800138000]));
  for (const length of [4, 100, 1000, bytes.length - 30, bytes.length - 1]) {
    expect((await failure(readXlsx(bytes.subarray(0, length)))).code, `${length} bytes`).toBe('BROKEN');
  }
  const damaged = bytes.slice();
  const sheet = readZipDirectory(bytes).find(({ name }) => name === 'xl/worksheets/sheet1.xml');
  damaged.fill(0xff, (sheet?.offset ?? 0) + 60, (sheet?.offset ?? 0) + 120);
  expect((await failure(readXlsx(damaged))).code).toBe('BROKEN');
});

test('other files are told apart', async () => {
  const ole = (stream: string): Uint8Array =>
    new Uint8Array(
      Buffer.concat([
        Buffer.from('d0cf11e0a1b11ae1', 'hex'),
        Buffer.alloc(500),
        Buffer.from(stream, 'utf16le'),
      ]),
    );
  expect((await failure(readXlsx(ole('EncryptedPackage\0')))).code).toBe('ENCRYPTED_XLSX');
  expect((await failure(readXlsx(ole('Workbook\0')))).code).toBe('OLD_XLS');
  expect((await failure(readXlsx(ole('WordDocument\0')))).code).toBe('NOT_XLSX');
  expect(
    (await failure(readXlsx(zipOf([{ name: 'word/document.xml', content: Buffer.from('x') }])))).code,
  ).toBe('NOT_XLSX');
});

describe.skipIf(!hasSampleData)('sample files', () => {
  const files = hasSampleData
    ? ['readxl', 'openxlsx', 'csvkit'].flatMap((folder) =>
        readdirSync(sampleData(folder))
          .filter((file) => /\.xlsx?$/.test(file))
          .map((file): [string, string] => [folder, file]),
      )
    : [];

  test.each(files.filter(([, file]) => file.endsWith('.xlsx')))('%s/%s is read', async (folder, file) => {
    const { sheets } = await readXlsx(readFileSync(sampleData(folder, file)));
    expect(sheets.flatMap(({ table }) => table).length).toBeGreaterThan(0);
  });

  test.each(files.filter(([, file]) => file.endsWith('.xls')))(
    '%s/%s is an old workbook',
    async (folder, file) => {
      expect((await failure(readXlsx(readFileSync(sampleData(folder, file))))).code).toBe('OLD_XLS');
    },
  );

  test('exact cells', async () => {
    const deaths = await readXlsx(readFileSync(sampleData('readxl', 'deaths.xlsx')));
    expect(deaths.sheets.map(({ name }) => name)).toEqual(['arts', 'other']);
    expect(deaths.sheets[0]?.table.slice(4, 6)).toEqual([
      ['Name', 'Profession', 'Age', 'Has kids', 'Date of birth', 'Date of death'],
      ['David Bowie', 'musician', '69', 'TRUE', '1947-01-08', '2016-01-10'],
    ]);
    const types = await readXlsx(readFileSync(sampleData('readxl', 'type-me.xlsx')));
    expect(types.sheets.find(({ name }) => name === 'date_coercion')?.table.slice(2, 4)).toEqual([
      ['2016-05-23', 'date only format'],
      ['2016-04-28 11:30', 'date and time format'],
    ]);
    const geometry = await readXlsx(readFileSync(sampleData('readxl', 'geometry.xlsx')));
    expect(geometry.sheets[0]).toMatchObject({
      lines: [3, 4, 5, 6],
      table: expect.arrayContaining([['', 'B3', 'C3', 'D3']]),
    });
    const inline = await readXlsx(readFileSync(sampleData('openxlsx', 'inlineStr.xlsx')));
    expect(inline.sheets[0]?.table[1]).toEqual(['is an xlsx file', 'cannot be read']);
    const datasets = await readXlsx(readFileSync(sampleData('readxl', 'datasets.xlsx')));
    expect(datasets.sheets.map(({ name, table }) => [name, table.length])).toEqual([
      ['iris', 151],
      ['mtcars', 33],
      ['chickwts', 72],
      ['quakes', 1001],
    ]);
    const colours = await readXlsx(readFileSync(sampleData('openxlsx', 'ColorTabs3.xlsx')));
    expect(colours.sheets.map(({ name }) => name)).toEqual(['Nums', 'Chars', 'hidden']);
    const kit = await readXlsx(readFileSync(sampleData('csvkit', 'test.xlsx')));
    expect(kit.sheets[0]?.table[2]?.slice(0, 6)).toEqual([
      'Chicago Sun-Times',
      '1948-01-01',
      '63',
      'TRUE',
      '1.27',
      '1948-01-01 14:57:13',
    ]);
  });
});
