import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { lineNumbers, readCsvTable } from '#core/import/csv-table.ts';
import { hasSampleData, sampleData } from '#test/support/sample-data.ts';

test('any table of strings written as CSV is read back equal', () => {
  const cell = fc.oneof(
    fc.string(),
    fc.string({ unit: fc.constantFrom('"', ',', '\n', '\r', ';', '张', ' ') }),
  );
  const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(
      table,
      fc.constantFrom(',', ';', '\t', '|'),
      fc.constantFrom('\n', '\r\n', '\r'),
      (rows, delimiter, newline) => {
        fc.pre(rows.some((row) => row.some((value) => value.trim() !== '')));
        const text = Papa.unparse(rows, { quotes: true, delimiter, newline });
        expect(readCsvTable(text, delimiter).table).toEqual(rows);
      },
    ),
    { numRuns: 500 },
  );
});

test.each([',', ';', '\t', '|', '^', '，'])('the delimiter %j is found', (delimiter) => {
  const rows = [
    ['姓名', '手机', '备注'],
    ['张三', '13800138000', '爱喝茶, 咖啡; 果汁'],
    ['李四', '13900139000', ''],
  ];
  const text = Papa.unparse(rows, { delimiter });
  expect(readCsvTable(text)).toEqual({ delimiter, table: rows });
});

test("Excel's sep line names the delimiter and is not a row", () => {
  expect(readCsvTable('sep=;\r\na,b;c\r\n1;2\r\n')).toEqual({
    delimiter: ';',
    table: [
      ['a,b', 'c'],
      ['1', '2'],
    ],
  });
});

test('rows that end in different ways are all rows', () => {
  expect(readCsvTable('a,b\r\n1,2\n3,"x\r\ny"\r5,6').table).toEqual([
    ['a', 'b'],
    ['1', '2'],
    ['3', 'x\r\ny'],
    ['5', '6'],
  ]);
});

test('ragged and blank rows are kept as they are', () => {
  expect(readCsvTable('a,b,c\n1\n\n1,2,3,4\n').table).toEqual([
    ['a', 'b', 'c'],
    ['1'],
    [''],
    ['1', '2', '3', '4'],
  ]);
});

test('a quote that is never closed is an error with its line, not a file in one cell', () => {
  expect(() => readCsvTable('a,b\n1,2\n"x,3\n4,5\n')).toThrow(
    expect.objectContaining({ code: 'BROKEN', detail: expect.stringContaining('line 3') }),
  );
});

test.each(['', ' ', '\n', '\r\n \n'])('%j is empty', (text) => {
  expect(() => readCsvTable(text)).toThrow(expect.objectContaining({ code: 'EMPTY' }));
});

test('line numbers count the lines inside quoted cells', () => {
  const { table } = readCsvTable('a,b\n"x\r\ny\nz",1\n2,3\n');
  expect(lineNumbers(table)).toEqual([1, 2, 5]);
});

describe.skipIf(!hasSampleData)('sample files', () => {
  const cases = hasSampleData ? readdirSync(sampleData('csv-spectrum', 'csvs')) : [];

  test.each(cases)('csv-spectrum %s is exact', (file) => {
    const { table } = readCsvTable(readFileSync(sampleData('csv-spectrum', 'csvs', file), 'utf8'));
    const [header = [], ...rows] = table;
    const found = rows.map((row) => Object.fromEntries(header.map((name, index) => [name, row[index]])));
    const json: unknown = JSON.parse(
      readFileSync(sampleData('csv-spectrum', 'json', file.replace(/csv$/, 'json')), 'utf8'),
    );
    const expected = Array.isArray(json) ? json : [json];
    if (file === 'location_coordinates.csv') {
      // The sample's own JSON holds another phone number than its CSV; everything else must agree.
      expect(expected[0]['Contact Phone Number']).toBe('1234567890');
      expected[0]['Contact Phone Number'] = '2095257564';
    }
    expect(found).toEqual(expected);
  });

  const read = (file: string): string[][] =>
    readCsvTable(readFileSync(sampleData('csvkit', file), 'utf8')).table;

  test('csvkit: old Mac line ends, also inside a quoted cell', () => {
    expect(read('mac_newlines.csv')).toEqual([
      ['a', 'b', 'c'],
      ['1', '2', '3'],
      ['Once upon\ra time', '5', '6'],
    ]);
  });

  test('csvkit: every kind of white space inside a header', () => {
    expect(read('test_header_newline.csv')).toEqual([
      ['\t\n\v\f\r start \t\n\v\f\r end \t\n\v\f\r', 'b', 'c'],
      ['d', 'e', 'f'],
    ]);
  });

  test('csvkit: rows that are too long and too short', () => {
    expect(read('bad.csv')).toEqual([
      ['column_a', 'column_b', 'column_c'],
      ['1', '27', '', "I'm too long!"],
      ['', "I'm too short!"],
      ['0', 'mixed types.... uh oh', '17'],
    ]);
    expect(read('null_byte.csv')).toEqual([
      ['a', 'b', 'c'],
      ['\0', '2', '3'],
    ]);
  });

  test('csvkit: an empty file', () => {
    expect(() => read('empty.csv')).toThrow(expect.objectContaining({ code: 'EMPTY' }));
  });

  test('Thunderbird: a semicolon file', () => {
    const text = readFileSync(sampleData('comm-central', 'csv_semicolon.csv'), 'utf8');
    expect(readCsvTable(text)).toEqual({
      delimiter: ';',
      table: [
        ['Display Name', 'First Name', 'Last Name', 'Primary Email'],
        ['John Doe', 'John', 'Doe', 'john@doe.invalid'],
        ['Jane Doe', 'Jane', 'Doe', 'jane@doe.invalid'],
      ],
    });
  });
});
