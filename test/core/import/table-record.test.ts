import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { guessColumns } from '#core/import/column-guess.ts';
import { inspectFile, readRecords } from '#core/import/read-file.ts';
import { hasSampleData, sampleData } from '#test/support/sample-data.ts';

const csv = (text: string) => readRecords({ name: 'a.csv', bytes: Buffer.from(text) });
const first = async (text: string) => (await csv(text)).records[0];

const fieldsOf = (header: string, row: string) =>
  guessColumns([header.split(','), row.split(',')]).columns.map(({ field }) => field);

test('Chinese headers', () => {
  const header =
    '姓名,手机号（必填）,微信号,邮箱,公司,职位,家庭地址,城市,出生日期,性别,客户来源,标签,备注,昵称,序号,座机';
  const row =
    '张三,13800138000,zs88,a@b.cn,某公司,经理,南京路1号,上海,1990-01-02,男,转介绍,VIP,爱喝茶,小三,1,021-55556666';
  expect(fieldsOf(header, row)).toEqual([
    'name',
    'phone',
    'wechat',
    'email',
    'company',
    'jobTitle',
    'address',
    'city',
    'birthday',
    'gender',
    'source',
    'tag',
    'note',
    'nickname',
    'ignore',
    'phone',
  ]);
});

test.each([
  ['公司电话', 'phone'],
  ['微信昵称', 'nickname'],
  ['单位地址', 'address'],
  ['* 联系方式', 'phone'],
  ['Mobile No.', 'phone'],
  ['WeChat ID', 'wechat'],
  ['E-mail 2 Address', 'email'],
  ['E-mail 1 - Value', 'email'],
  ['电子邮件 2 地址', 'email'],
  ['Business Fax', 'note'],
  ["Assistant's Phone", 'note'],
  ['Home Postal Code', 'address'],
  ['跟进人手机', 'note'],
])('a column called %s is a %s', (header, field) => {
  expect(fieldsOf(`姓名,${header}`, '张三,x')[1]).toBe(field);
});

test('the header stands below a title; the title is not a customer', async () => {
  const { records } = await csv(
    '某某公司客户名单,,\n导出时间：2026-01-01,,\n姓名,电话,城市\n张三,13800138000,上海\n',
  );
  expect(records).toMatchObject([{ line: 4, name: '张三', city: '上海' }]);
});

test('without a header the columns are known by their content', async () => {
  const table = [
    ['1', '张三', '13800138000', 'zs@example.com', '1990-01-02', '男'],
    ['2', '李四', '139 0013 9000', 'ls@example.com', '1985/3/4', '女'],
  ];
  const guess = guessColumns(table);
  expect(guess).toMatchObject({ hasHeader: false, headerRow: -1 });
  expect(guess.columns.map(({ field }) => field)).toEqual([
    'note',
    'name',
    'phone',
    'email',
    'birthday',
    'gender',
  ]);
  const { records } = await csv(table.map((row) => row.join(',')).join('\n'));
  expect(records.map(({ line, name, birthdayOn }) => [line, name, birthdayOn])).toEqual([
    [1, '张三', '1990-01-02'],
    [2, '李四', '1985-03-04'],
  ]);
});

test('unknown headers are a header all the same, and their values are kept under them', async () => {
  expect(await first('甲,乙,手机\n张三,x,13800138000\n')).toMatchObject({
    phones: [{ value: '13800138000' }],
  });
  const { records } = await csv('姓名,宠物,手机\n张三,猫,13800138000\n');
  expect(records[0]?.note).toBe('宠物: 猫');
});

test('the user can correct every column and say that there is no header', async () => {
  const bytes = Buffer.from('张三,13800138000\n李四,13900139000\n');
  const { records } = await readRecords(
    { name: 'a.csv', bytes },
    {
      hasHeader: false,
      columns: [
        { index: 0, field: 'nickname' },
        { index: 1, field: 'wechat', label: '工作号' },
      ],
    },
  );
  expect(records.map(({ name, wechats }) => [name, wechats])).toEqual([
    ['张三', [{ value: '13800138000', label: '工作号' }]],
    ['李四', [{ value: '13900139000', label: '工作号' }]],
  ]);
});

test('customer and contact columns side by side', async () => {
  expect(await first('客户名称,联系人,电话\n某某公司,张三,13800138000\n')).toMatchObject({
    name: '张三',
    company: '某某公司',
  });
  expect(await first('昵称,备注名,微信号\n晴天,张三,zs_1\n')).toMatchObject({
    name: '张三',
    nickname: '晴天',
  });
  expect(await first('姓氏,名字,手机\n张,三,1\n')).toMatchObject({ name: '张三' });
});

test('Google today: joined values, label columns, address parts', async () => {
  const header =
    'First Name,Middle Name,Last Name,Nickname,Organization Name,Organization Title,Birthday,Notes,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Website 1 - Value';
  const row =
    'John,Q,Doe,Joe,IBM,Clerk,1980-03-22,hello,* myContacts ::: VIP ::: * starred,* Work,a@x.com ::: b@x.com,Mobile,111 1111 ::: 222 2222,,333,Home,"1 Main St\nAustin, TX",1 Main St,Austin,http://x';
  expect(await first(`${header}\n${row}\n`)).toEqual({
    line: 2,
    name: 'John Q Doe',
    nickname: 'Joe',
    company: 'IBM',
    jobTitle: 'Clerk',
    birthdayOn: '1980-03-22',
    tags: ['VIP', 'starred'],
    emails: [
      { value: 'a@x.com', label: 'Work' },
      { value: 'b@x.com', label: 'Work' },
    ],
    phones: [
      { value: '111 1111', label: 'Mobile' },
      { value: '222 2222', label: 'Mobile' },
      { value: '333', label: 'Phone 2 - Value' },
    ],
    wechats: [],
    addresses: [{ value: '1 Main St, Austin, TX', label: 'Home' }],
    city: 'Austin',
    note: 'hello\nWebsite 1 - Value: http://x',
  });
});

test('Google before 2024', async () => {
  expect(
    await first(
      'Name,Given Name,Family Name,Birthday,Gender,Notes,Group Membership,Phone 1 - Type,Phone 1 - Value\n三 张,三,张,1990-01-02,Female,x,* My Contacts,Mobile,13800138000\n',
    ),
  ).toMatchObject({
    name: '张三',
    gender: 'female',
    birthdayOn: '1990-01-02',
    note: 'x',
    tags: [],
    phones: [{ value: '13800138000', label: 'Mobile' }],
  });
});

test('Outlook in English: months first where a row settles it, one address from its columns', async () => {
  const { records } = await csv(
    [
      'First Name,Last Name,Title,Job Title,E-mail Address,Mobile Phone,Business Fax,Home Street,Home City,Home State,Home Postal Code,Home Country/Region,Birthday,Categories,Spouse',
      'John,Doe,Dr.,Clerk,a@x.com,555,666,1 Main St,Austin,TX,12345,USA,3/2/1980,A;B,Jane',
      'Jane,Doe,,,,,,,,,,,12/25/1985,,',
    ].join('\r\n'),
  );
  expect(records).toEqual([
    {
      line: 2,
      name: 'John Doe',
      jobTitle: 'Clerk',
      emails: [{ value: 'a@x.com', label: 'E-mail Address' }],
      phones: [{ value: '555', label: 'Mobile Phone' }],
      wechats: [],
      addresses: [{ value: '1 Main St, Austin, TX 12345, USA', label: 'Home' }],
      city: 'Austin',
      birthdayOn: '1980-03-02',
      tags: ['A', 'B'],
      note: 'Title: Dr.\nBusiness Fax: 666\nSpouse: Jane',
    },
    {
      line: 3,
      name: 'Jane Doe',
      emails: [],
      phones: [],
      wechats: [],
      addresses: [],
      tags: [],
      birthdayOn: '1985-12-25',
    },
  ]);
});

test('Outlook in Chinese', async () => {
  expect(
    await first(
      '名,姓,公司,部门,职务,商务地址 街道,商务地址 市/县,商务地址 省/市/自治区,商务地址 邮政编码,商务地址 国家/地区,商务传真,移动电话,电子邮件地址,电子邮件类型,生日,附注\n三,张,某公司,销售部,经理,南京路1号,南京市,江苏省,210000,中国,025-1,13800138000,a@b.cn,SMTP,1990/1/2,爱喝茶\n',
    ),
  ).toEqual({
    line: 2,
    name: '张三',
    company: '某公司',
    jobTitle: '经理',
    phones: [{ value: '13800138000', label: '移动电话' }],
    wechats: [],
    emails: [{ value: 'a@b.cn', label: '电子邮件地址' }],
    addresses: [{ value: '中国江苏省南京市南京路1号 210000', label: '商务' }],
    city: '南京市',
    birthdayOn: '1990-01-02',
    tags: [],
    note: '部门: 销售部\n商务传真: 025-1\n电子邮件类型: SMTP\n附注: 爱喝茶',
  });
});

test.each([
  ['2026/1/2', '2026-01-02'],
  ['2026-1-2', '2026-01-02'],
  ['2026.01.02', '2026-01-02'],
  ['2026年1月2日', '2026-01-02'],
  ['２０２６年１月２日', '2026-01-02'],
  ['20260102', '2026-01-02'],
  ['1月2日', '--01-02'],
  ['45678', '2025-01-21'],
  ['2026-01-02 08:30', '2026-01-02'],
  ['25/12/1990', '1990-12-25'],
  ['12/25/1990', '1990-12-25'],
  ['Jan 2, 1990', '1990-01-02'],
  ['2 January 1990', '1990-01-02'],
])('a birthday written %s is %s', async (text, expected) => {
  expect((await first(`姓名,生日\n张三,"${text}"\n`))?.birthdayOn).toBe(expected);
});

test.each(['1/2/1990', '1/2/26', '90年1月2日', '2026-02-30', '农历八月十五', '八五后'])(
  'a birthday written %s can be read in two ways or none, and stays in the note',
  async (text) => {
    const record = await first(`姓名,生日\n张三,${text}\n`);
    expect(record?.birthdayOn).toBeUndefined();
    expect(record?.note).toBe(`生日: ${text}`);
  },
);

test.each([
  ['1.3800138000E+10', ['13800138000']],
  ['1.38001E+10', ['1.38001E+10']],
  ['13800138000.0', ['13800138000']],
  ['="13800138000"', ['13800138000']],
  ["'13800138000", ['13800138000']],
  ['１３８００１３８０００', ['13800138000']],
  ['13800138000/13900139000', ['13800138000', '13900139000']],
  ['13800138000；021-55556666', ['13800138000', '021-55556666']],
  ['021-55556666 转 8', ['021-55556666 转 8']],
])('a phone written %s', async (text, expected) => {
  const record = await first(`姓名,手机\n张三,"${text.replaceAll('"', '""')}"\n`);
  expect(record?.phones.map(({ value }) => value)).toEqual(expected);
});

test('rows without a name are reported, blank rows are not, overlong cells and rows are', async () => {
  const { records, bad } = await csv(
    [
      '姓名,性别,手机',
      '张三,女,1',
      ',男,',
      '',
      ',,13800138000',
      `李四,女,${'9'.repeat(100_001)}`,
      `王五${',x'.repeat(256)}`,
    ].join('\n'),
  );
  expect(records.map(({ line, name }) => [line, name])).toEqual([
    [2, '张三'],
    [5, '13800138000'],
  ]);
  expect(bad).toEqual([
    { line: 3, code: 'NO_NAME', column: 0, detail: '男' },
    { line: 6, code: 'TOO_LONG', column: 2 },
    { line: 7, code: 'TOO_MANY_COLUMNS', detail: '257' },
  ]);
});

test('a column that is filled only far below is not dropped', async () => {
  const rows = Array.from({ length: 400 }, (_, at) => `张三${at},${at === 399 ? '茶' : ''}`);
  const { records } = await csv(['姓名,爱好', ...rows].join('\n'));
  expect(records.at(-1)?.note).toBe('爱好: 茶');
});

test('a workbook goes the same way, sheet by sheet', async () => {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('说明');
  book.addWorksheet('客户').addRows([
    ['姓名', '手机', '生日'],
    ['张三', 13800138000, new Date('1990-01-02T00:00:00Z')],
  ]);
  book.addWorksheet('老客').addRows([['姓名'], ['李四']]);
  const file = { name: 'a.csv', bytes: new Uint8Array(await book.xlsx.writeBuffer()) };
  expect(await inspectFile(file)).toMatchObject({
    format: 'xlsx',
    sheets: [
      { name: '说明', rows: 0 },
      { name: '客户', rows: 2 },
      { name: '老客', rows: 2 },
    ],
    sheet: '客户',
    sample: [
      ['姓名', '手机', '生日'],
      ['张三', '13800138000', '1990-01-02'],
    ],
  });
  expect((await readRecords(file)).records).toMatchObject([
    { line: 2, name: '张三', birthdayOn: '1990-01-02' },
  ]);
  expect((await readRecords(file, { sheet: '老客' })).records).toMatchObject([{ name: '李四' }]);
  await expect(readRecords(file, { sheet: '没有' })).rejects.toMatchObject({ code: 'EMPTY' });
});

test.each([
  ['nothing', '', 'EMPTY'],
  ['only a line end', '\n', 'EMPTY'],
  ['a web page', '<html><table><tr><td>姓名</td></tr></table></html>', 'NOT_A_TABLE'],
  ['a PDF', '%PDF-1.7 …', 'NOT_A_TABLE'],
  ['control characters', '\u0001\u0002\u0003\u0004\u0005\u0006\u0007', 'NOT_A_TABLE'],
  ['an unclosed quote', 'a,b\n"c', 'BROKEN'],
  ['a very wide table', `${'姓名,'.repeat(300)}\n张三\n`, 'TOO_MANY_COLUMNS'],
])('%s is a clear error', async (_, text, code) => {
  await expect(csv(text)).rejects.toMatchObject({ code });
  await expect(inspectFile({ name: 'a.csv', bytes: Buffer.from(text) })).rejects.toMatchObject({ code });
});

test('too many rows and too many bytes are refused', async () => {
  await expect(csv('张三\n'.repeat(60_001))).rejects.toMatchObject({ code: 'TOO_MANY_ROWS' });
  const bytes = new Uint8Array(50 * 1024 * 1024 + 1);
  await expect(readRecords({ name: 'a.csv', bytes })).rejects.toMatchObject({ code: 'TOO_LARGE' });
});

test('the wrong encoding chosen by hand is an error, the right one reads', async () => {
  const bytes = Buffer.from('姓名\n张三\n');
  await expect(readRecords({ name: 'a.csv', bytes }, { encoding: 'windows-1252' })).rejects.toMatchObject({
    code: 'BAD_ENCODING',
  });
  expect((await readRecords({ name: 'a.csv', bytes }, { encoding: 'utf-8' })).records).toHaveLength(1);
});

test('a file of 5,000 rows is read whole', async () => {
  const rows = Array.from(
    { length: 5_000 },
    (_, at) => `张三${at},138${10_000_000 + at},上海,1990-01-02,"爱喝茶，第 ${at} 位"`,
  );
  const bytes = Buffer.from(['姓名,手机,城市,生日,备注', ...rows].join('\r\n'));
  const { records } = await readRecords({ name: 'a.csv', bytes });
  expect(records).toHaveLength(5_000);
});

describe.skipIf(!hasSampleData)('sample files', () => {
  test.each(['basic_csv_addressbook.csv', 'csv_semicolon.csv'])("Thunderbird's %s", async (file) => {
    const { records, bad } = await readRecords({
      name: file,
      bytes: readFileSync(sampleData('comm-central', file)),
    });
    expect(bad).toEqual([]);
    expect(records.map(({ name, emails }) => [name, emails])).toEqual([
      ['John Doe', [{ value: 'john@doe.invalid', label: 'Primary Email' }]],
      ['Jane Doe', [{ value: 'jane@doe.invalid', label: 'Primary Email' }]],
    ]);
    expect(records.every(({ note }) => note === undefined)).toBe(true);
  });

  test("Thunderbird's columns, filled", async () => {
    const header =
      readFileSync(sampleData('comm-central', 'basic_csv_addressbook.csv'), 'utf8').split('\n')[0] ?? '';
    const row =
      'John,Doe,John Doe,Jo,a@x.com,b@x.com,1,2,3,4,5,1 Main St,Apt 2,Austin,TX,12345,USA,9 Work Rd,,Dallas,,,,Clerk,Sales,IBM,http://1,http://2,1980,3,22,c1,,,,hello,scr';
    expect(await first(`${header}\n${row}\n`)).toEqual({
      line: 2,
      name: 'John Doe',
      nickname: 'Jo',
      emails: [
        { value: 'a@x.com', label: 'Primary Email' },
        { value: 'b@x.com', label: 'Secondary Email' },
      ],
      phones: [
        { value: '1', label: 'Work Phone' },
        { value: '2', label: 'Home Phone' },
        { value: '5', label: 'Mobile Number' },
      ],
      wechats: [],
      addresses: [
        { value: '1 Main St, Apt 2, Austin, TX 12345, USA', label: 'Home' },
        { value: '9 Work Rd, Dallas', label: 'Work' },
      ],
      city: 'Austin',
      company: 'IBM',
      jobTitle: 'Clerk',
      birthdayOn: '1980-03-22',
      tags: [],
      note: 'hello\nFax Number: 3\nPager Number: 4\nDepartment: Sales\nWeb Page 1: http://1\nWeb Page 2: http://2\nCustom 1: c1\nScreen Name: scr',
    });
  });

  test.each([
    'bad.csv',
    'null_byte.csv',
    'mac_newlines.csv',
    'test_utf16_big.csv',
    'blanks.csv',
    'test_empty_columns.csv',
  ])('csvkit %s is read without an error', async (file) => {
    const found = await inspectFile({ name: file, bytes: readFileSync(sampleData('csvkit', file)) });
    expect(found.format).toBe('csv');
    expect(found.sample.length).toBeGreaterThan(1);
  });
});
