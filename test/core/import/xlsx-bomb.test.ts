/** Workbooks made to hurt: each is stopped at a limit or read without what is hostile in it; nothing is fetched or written. */
import { createServer } from 'node:http';
import { existsSync, readdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import ExcelJS from 'exceljs';
import { expect, onTestFinished, test } from 'vitest';
import { ImportError } from '#core/import/import-error.ts';
import { readXlsx } from '#core/import/xlsx-table.ts';
import { readZipDirectory, unpackEntry } from '#core/import/zip-directory.ts';
import { tempFolder } from '#test/support/temp-folder.ts';
import { zipOf, type ZipPart } from '#test/support/zip-file.ts';

const sheetPath = 'xl/worksheets/sheet1.xml';

/** The parts of a small workbook, to be changed one at a time. */
async function parts(): Promise<Map<string, string>> {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('a').addRow(['姓名', '张三']);
  const bytes = new Uint8Array(await book.xlsx.writeBuffer());
  return new Map(
    readZipDirectory(bytes).map((entry) => [entry.name, unpackEntry(bytes, entry).toString('utf8')]),
  );
}

async function workbookWith(changes: Record<string, (xml: string) => string>, more: ZipPart[] = []) {
  const files = await parts();
  for (const [name, change] of Object.entries(changes)) files.set(name, change(files.get(name) ?? ''));
  return zipOf([...[...files].map(([name, content]) => ({ name, content })), ...more]);
}

const rowsXml = (xml: string, rows: string) =>
  xml.replace(/<sheetData>.*<\/sheetData>/s, `<sheetData>${rows}</sheetData>`);

/** The reader's code, or the tables; how long it took and how much this process grew. */
async function outcomeOf(bytes: Uint8Array) {
  const started = performance.now();
  const before = process.memoryUsage().rss;
  const result = await readXlsx(bytes).then(
    ({ sheets }) => ({ code: 'READ', tables: sheets.map(({ table }) => table), detail: '' }),
    (error: unknown) => {
      expect(error).toBeInstanceOf(ImportError);
      const { code, detail } = error as ImportError;
      return { code, detail: detail ?? '', tables: [] };
    },
  );
  const grownMb = (process.memoryUsage().rss - before) / 1_048_576;
  return { ...result, ms: performance.now() - started, grownMb };
}

/** 100 MB of zeros in about 100 KB; a hundred entries over them are 10 GB. */
const zeros = deflateRawSync(Buffer.alloc(100 * 1024 * 1024));
const overlapping = (declared: number): ZipPart[] =>
  Array.from({ length: 100 }, (_, n) => ({
    name: `xl/worksheets/sheet${n + 2}.xml`,
    content: '',
    packed: zeros,
    declared,
  }));

test('10 GB in a file below 1 MB is refused by its directory; one that lies about it, at the size it told', async () => {
  const honest = await workbookWith({}, overlapping(100 * 1024 * 1024));
  expect(honest.length).toBeLessThan(1024 * 1024);
  const refused = await outcomeOf(honest);
  expect(refused).toMatchObject({ code: 'TOO_LARGE', detail: expect.stringContaining('unpacked') });
  expect(refused.grownMb).toBeLessThan(100);
  expect(await outcomeOf(await workbookWith({}, overlapping(10_000)))).toMatchObject({
    code: 'TOO_LARGE',
    detail: expect.stringContaining('larger than declared'),
  });
});

test('a million empty rows are no rows, or too large', async () => {
  const empty = Array.from({ length: 1_000_000 }, (_, n) => `<row r="${n + 1}"/>`).join('');
  const { code, tables, ms } = await outcomeOf(
    await workbookWith({ [sheetPath]: (xml) => rowsXml(xml, empty) }),
  );
  expect([code, tables.flat()]).toEqual([code === 'READ' ? 'READ' : 'TOO_LARGE', []]);
  expect(ms).toBeLessThan(25_000);
});

test('ten thousand sheets', async () => {
  const files = Array.from({ length: 10_000 }, (_, n) => ({
    name: `xl/worksheets/sheet${n + 2}.xml`,
    content: '<worksheet/>',
  }));
  expect((await outcomeOf(await workbookWith({}, files))).code).toBe('TOO_LARGE');
  // The same one file, named ten thousand times.
  const named = Array.from(
    { length: 10_000 },
    (_, n) => `<sheet sheetId="${n + 2}" name="s${n}" state="visible" r:id="rId${n + 100}"/>`,
  );
  const rels = Array.from(
    { length: 10_000 },
    (_, n) =>
      `<Relationship Id="rId${n + 100}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>`,
  );
  const bytes = await workbookWith({
    'xl/workbook.xml': (xml) => xml.replace('</sheets>', `${named.join('')}</sheets>`),
    'xl/_rels/workbook.xml.rels': (xml) =>
      xml.replace('</Relationships>', `${rels.join('')}</Relationships>`),
  });
  const { code, tables } = await outcomeOf(bytes);
  expect([code, tables.length <= 500]).toEqual([code === 'READ' ? 'READ' : 'TOO_LARGE', true]);
});

test('seventeen thousand columns', async () => {
  const column = (n: number): string =>
    (n < 26 ? '' : column(Math.floor(n / 26) - 1)) + String.fromCharCode(65 + (n % 26));
  const cells = Array.from({ length: 17_000 }, (_, n) => `<c r="${column(n)}1" t="str"><v>x</v></c>`).join(
    '',
  );
  const { code } = await outcomeOf(
    await workbookWith({ [sheetPath]: (xml) => rowsXml(xml, `<row r="1">${cells}</row>`) }),
  );
  expect(['TOO_MANY_COLUMNS', 'BROKEN']).toContain(code);
});

test('one long text in many cells is stopped before it is copied into each', async () => {
  const long = 'x'.repeat(200_000);
  const rows = Array.from(
    { length: 50_000 },
    (_, n) => `<row r="${n + 1}"><c r="A${n + 1}" t="s"><v>0</v></c></row>`,
  );
  const bytes = await workbookWith({
    'xl/sharedStrings.xml': () =>
      `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1" uniqueCount="1"><si><t>${long}</t></si></sst>`,
    [sheetPath]: (xml) => rowsXml(xml, rows.join('')),
  });
  expect(bytes.length).toBeLessThan(1024 * 1024);
  const { code, detail, grownMb } = await outcomeOf(bytes);
  expect([code, detail]).toEqual(['TOO_LARGE', expect.stringContaining('characters')]);
  expect(grownMb).toBeLessThan(150);
});

test('entities are neither opened nor fetched, external links are not followed, no path is written', async () => {
  const asked: string[] = [];
  const server = createServer((request, answer) => {
    asked.push(request.url ?? '');
    answer.end('secret');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const folder = tempFolder();
  const doctype = (entities: string) => (xml: string) =>
    xml
      .replace(/<worksheet/, `<!DOCTYPE worksheet [${entities}]><worksheet`)
      .replace(
        /<sheetData>.*<\/sheetData>/s,
        '<sheetData><row r="1"><c r="A1" t="str"><v>&bomb;</v></c></row></sheetData>',
      );
  const flood = [
    '<!ENTITY a0 "xxxxxxxxxx">',
    ...Array.from({ length: 12 }, (_, n) => `<!ENTITY a${n + 1} "${`&a${n};`.repeat(10)}">`),
    '<!ENTITY bomb "&a12;">',
  ].join('');
  const link = '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>';
  const hostile: Record<string, Uint8Array> = {
    'file entity': await workbookWith({ [sheetPath]: doctype('<!ENTITY bomb SYSTEM "file:///etc/passwd">') }),
    'network entity': await workbookWith({ [sheetPath]: doctype(`<!ENTITY bomb SYSTEM "${url}/xxe">`) }),
    'parameter entity': await workbookWith({ [sheetPath]: doctype(`<!ENTITY % p SYSTEM "${url}/dtd"> %p;`) }),
    'entity flood': await workbookWith({ [sheetPath]: doctype(flood) }),
    'external link': await workbookWith(
      {
        [sheetPath]: (xml) =>
          rowsXml(
            xml,
            `<row r="1"><c r="A1"><f>[1]Sheet1!A1</f><v>7</v></c><c r="B1" t="str"><f>WEBSERVICE("${url}/web")</f><v>y</v></c></row>`,
          ),
      },
      [
        { name: 'xl/externalLinks/externalLink1.xml', content: link },
        {
          name: 'xl/externalLinks/_rels/externalLink1.xml.rels',
          content: `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="x" Target="${url}/book.xlsx" TargetMode="External"/></Relationships>`,
        },
      ],
    ),
    'paths that lead out': await workbookWith({}, [
      { name: '../../../../../../../../..' + join(folder, 'slip.txt'), content: 'slipped' },
      { name: join(folder, 'absolute.txt'), content: 'slipped' },
      { name: '..\\..\\slip.txt', content: 'slipped' },
      { name: 'xl/worksheets/../../../slip.xml', content: 'slipped' },
    ]),
    macro: await workbookWith({}, [{ name: 'xl/vbaProject.bin', content: 'Sub Auto_Open()' }]),
  };
  const read: Record<string, string> = {};
  for (const [name, bytes] of Object.entries(hostile)) {
    const { code, tables, ms } = await outcomeOf(bytes);
    read[name] = code;
    expect(JSON.stringify(tables), name).not.toMatch(/root:|secret|xxxxxxxxxx/);
    expect(ms, name).toBeLessThan(10_000);
  }
  console.log('hostile workbooks:', JSON.stringify(read));
  expect(read).toMatchObject({ 'external link': 'READ', 'paths that lead out': 'READ', macro: 'READ' });
  expect(asked).toEqual([]);
  expect(readdirSync(folder)).toEqual([]);
  expect(existsSync('slip.txt')).toBe(false);
});
