import { readFileSync } from 'node:fs';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { readRecords, inspectFile } from '#core/import/read-file.ts';
import type { ImportRecord } from '#core/import/record.ts';
import { hasSampleData, sampleData } from '#test/support/sample-data.ts';

const read = (text: string | Uint8Array) => readRecords({ name: 'a.vcf', bytes: Buffer.from(text) });

/** The only record of one card made of `lines`. */
async function one(version: string, ...lines: string[]): Promise<ImportRecord> {
  const { records, bad } = await read(
    ['BEGIN:VCARD', `VERSION:${version}`, ...lines, 'END:VCARD', ''].join('\r\n'),
  );
  expect(bad).toEqual([]);
  expect(records).toHaveLength(1);
  return records[0] as ImportRecord;
}

const empty = { phones: [], wechats: [], emails: [], addresses: [], tags: [] };

test('an Android 2.1 card: quoted-printable with soft breaks, bare types, a folded picture', async () => {
  const text = [
    'BEGIN:VCARD',
    'VERSION:2.1',
    'N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0;=E4=B8=89;;;',
    'FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=A0=E4=B8=89',
    'TEL;CELL;PREF:138-0013-8000',
    'TEL;WORK;FAX:021-5555',
    'NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=88=B1=E5=96=9D=',
    '=E8=8C=B6=0D=0A=E7=AC=AC=E4=BA=8C=',
    '=E8=A1=8C',
    'X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;小三;1;;;;;;;;;;;;;',
    'X-ANDROID-CUSTOM;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:vnd.android.cursor.item/relation;=E5=A6=88=E5=A6=88;0;=E5=AE=B6=E4=BA=BA;',
    'PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD',
    ' CAgICAgQDAgICAgUEBAMEBgUGBgYFBgYGBwkIBgcJBwYGCAsI',
    '',
    'END:VCARD',
  ].join('\r\n');
  expect((await read(text)).records).toEqual([
    {
      ...empty,
      line: 1,
      name: '张三',
      nickname: '小三',
      phones: [
        { value: '138-0013-8000', label: 'cell' },
        { value: '021-5555', label: 'work fax' },
      ],
      note: '爱喝茶\n第二行\n家人: 妈妈',
    },
  ]);
  expect(await inspectFile({ name: 'a.vcf', bytes: Buffer.from(text) })).toMatchObject({
    cards: 1,
    photos: 1,
  });
});

test('an Apple 3.0 card: groups with labels, WeChat as a messenger, a birthday without its year', async () => {
  const record = await one(
    '3.0',
    'N:李;四;;;',
    'FN:四 李',
    'ORG:某某公司;销售部',
    'item1.TEL:+86 139 0013 9000',
    'item1.X-ABLabel:老板手机',
    'item2.X-ABDATE;type=pref:2015-05-20',
    'item2.X-ABLabel:_$!<Anniversary>!$_',
    'IMPP;X-SERVICE-TYPE=WeChat;type=pref:x-apple:lisi_88',
    'IMPP;X-SERVICE-TYPE=QQ:x-apple:10001',
    'BDAY;X-APPLE-OMIT-YEAR=1604:1604-08-15',
    'item3.ADR;type=HOME:;;南京东路 1 号;上海市;上海市;200001;中国',
    'item3.X-ABADR:cn',
    'CATEGORIES:VIP,老客户\\,重要',
  );
  expect(record).toEqual({
    line: 1,
    name: '李四',
    phones: [{ value: '+86 139 0013 9000', label: '老板手机' }],
    wechats: [{ value: 'lisi_88' }],
    emails: [],
    addresses: [{ value: '中国上海市南京东路 1 号 200001', label: 'home' }],
    city: '上海市',
    company: '某某公司',
    birthdayOn: '--08-15',
    tags: ['VIP', '老客户,重要'],
    note: 'Anniversary: 2015-05-20\nDepartment: 销售部\nQQ: x-apple:10001',
  });
});

test('a 4.0 card: uri phones, gender, quoted type lists', async () => {
  const record = await one(
    '4.0',
    'FN:Simon Perreault',
    'GENDER:F;she',
    'BDAY:--0203',
    'TEL;VALUE=uri;TYPE="work,cell":tel:+1-418-262-6501',
    'EMAIL;PREF=2:b@example.com',
    'EMAIL;PREF=1:a@example.com',
    'URL:https://example.com/a,b',
  );
  expect(record).toMatchObject({
    gender: 'female',
    birthdayOn: '--02-03',
    phones: [{ value: '+1-418-262-6501', label: 'work cell' }],
    emails: [{ value: 'a@example.com' }, { value: 'b@example.com' }],
    note: 'Gender: she\nURL: https://example.com/a,b',
  });
});

test.each([
  ['19800321', '1980-03-21'],
  ['1980-03-21', '1980-03-21'],
  ['1980-03-21T00:00:00Z', '1980-03-21'],
  ['--0321', '--03-21'],
  ['--03-21', '--03-21'],
  ['1604-03-21', '--03-21'],
])('a birthday written %s', async (text, expected) => {
  expect((await one('3.0', 'FN:a', `BDAY:${text}`)).birthdayOn).toBe(expected);
});

test.each(['1980', '1980-03', '1980-02-30', '农历八月十五'])(
  'a birthday written %s stays in the note',
  async (text) => {
    expect(await one('4.0', 'FN:a', `BDAY:${text}`)).toEqual({
      ...empty,
      line: 1,
      name: 'a',
      note: `Birthday: ${text}`,
    });
  },
);

test.each([
  [['X-WECHAT:abc_1'], 'abc_1'],
  [['X-WEIXIN;TYPE=HOME:abc_1'], 'abc_1'],
  [['IMPP:wechat:abc_1'], 'abc_1'],
  [['IMPP:weixin://abc_1'], 'abc_1'],
  [['item1.IMPP:abc_1', 'item1.X-ABLabel:微信'], 'abc_1'],
  [['X-SOCIALPROFILE;type=wechat;x-user=abc_1:http://weixin.qq.com/r/x'], 'abc_1'],
])('WeChat as %j', async (lines, account) => {
  expect((await one('3.0', 'FN:a', ...lines)).wechats.map(({ value }) => value)).toEqual([account]);
});

test.each([
  [['N:王;小明;;;'], '王小明'],
  [['N:Doe;John;Quincy;;'], 'John Quincy Doe'],
  [['FN:', 'N:Doe;John'], 'John Doe'],
  [['N:;;;;', 'NICKNAME:小王'], '小王'],
  [['ORG:某某公司;'], '某某公司'],
  [['EMAIL:a@b.com', 'TEL:123'], 'a@b.com'],
  [['TEL:123'], '123'],
])('%j is called %s', async (lines, name) => {
  expect((await one('3.0', ...lines)).name).toBe(name);
});

test('a card without anything to call the person by is a bad row; a group is none either', async () => {
  const { records, bad } = await read(
    'BEGIN:VCARD\nVERSION:3.0\nNOTE:x\nEND:VCARD\nBEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:同学\nEND:VCARD\nBEGIN:VCARD\nFN:a\nEND:VCARD\n',
  );
  expect(bad.map(({ line, code }) => [line, code])).toEqual([
    [1, 'NO_NAME'],
    [2, 'UNREADABLE'],
  ]);
  expect(records.map(({ line, name }) => [line, name])).toEqual([[3, 'a']]);
});

test('escapes: commas, semicolons, new lines, colons, and a back-slash that escapes nothing', async () => {
  const record = await one('3.0', 'FN:a\\, b\\; c', 'NOTE:one\\ntwo\\Nthree \\\\ C:\\temp', 'URL:http\\://x');
  expect(record.name).toBe('a, b; c');
  expect(record.note).toBe('one\ntwo\nthree \\ C:\\temp\nURL: http://x');
});

test('a missing END, text broken without a fold, lower case and blank lines do not lose a card', async () => {
  const { records } = await read(
    'begin:vcard\nversion:2.1\nfn:A\n\ntel;cell:1\nBEGIN:VCARD\nFN:B\nNOTE:first\nsecond line\nTEL:2\nEND:VCARD\n',
  );
  expect(records.map(({ name, phones, note }) => [name, phones[0]?.value, note])).toEqual([
    ['A', '1', undefined],
    ['B', '2', 'first\nsecond line'],
  ]);
});

test('a card inside AGENT is not a person of its own', async () => {
  const record = await one(
    '2.1',
    'FN:Boss',
    'AGENT:',
    'BEGIN:VCARD',
    'VERSION:2.1',
    'FN:Helper',
    'TEL:5',
    'END:VCARD',
    'TEL:1',
  );
  expect(record).toMatchObject({ name: 'Boss', phones: [{ value: '1' }], note: 'Agent: Helper 5' });
});

test('several phones of one number, extra names and a second company', async () => {
  const record = await one(
    '3.0',
    'FN:a',
    'TEL:1',
    'TEL;TYPE=HOME:1',
    'ORG:x',
    'ORG:y',
    'NICKNAME:n,m',
    'X-ASSISTANT-TEL:99',
  );
  expect(record).toEqual({
    ...empty,
    line: 1,
    name: 'a',
    nickname: 'n',
    company: 'x',
    phones: [{ value: '1' }],
    note: 'Company: y\nNickname: m\nAssistant tel: 99',
  });
});

test.each(['utf-16le', 'utf-16be', 'gbk', 'big5'])('a whole file in %s', async (encoding) => {
  const text = ['陳大文', '林美玲', '王小明'].map(
    (name) => `BEGIN:VCARD\r\nVERSION:3.0\r\nFN:${name}\r\nTEL:1\r\nEND:VCARD\r\n`,
  );
  const bytes = iconv.encode(text.join(''), encoding);
  const found = await inspectFile({ name: 'x', bytes });
  expect(found.encoding?.candidates).toContain(encoding);
  const { records } = await readRecords({ name: 'x', bytes }, { encoding });
  expect(records.map(({ name }) => name)).toEqual(['陳大文', '林美玲', '王小明']);
});

test('CHARSET of the properties tells the encoding of the file, and decodes quoted-printable', async () => {
  const raw = iconv.encode('BEGIN:VCARD\r\nVERSION:2.1\r\nFN;CHARSET=GB2312:张三\r\nEND:VCARD\r\n', 'gbk');
  expect((await read(raw)).records[0]?.name).toBe('张三');
  expect((await one('2.1', 'FN;CHARSET=GBK;ENCODING=QUOTED-PRINTABLE:=D5=C5=C8=FD')).name).toBe('张三');
  expect((await one('2.1', 'FN;ENCODING=QUOTED-PRINTABLE:=D5=C5=C8=FD')).name).toBe('张三');
});

test('a file cut off inside a card is broken, wherever the cut is', async () => {
  const text =
    'BEGIN:VCARD\nFN:A\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nFN:张三\nTEL;TYPE=CELL:13800138000\nEND:VCARD\n';
  const second = text.indexOf('VERSION');
  for (let length = second; length < text.length - 2; length += 1) {
    await expect(read(text.slice(0, length)), `${length}`).rejects.toMatchObject({ code: 'BROKEN' });
  }
  await expect(read('FN:A\nTEL:1\n')).rejects.toMatchObject({ code: 'NO_CARDS' });
});

test('a file of 5,000 cards is read whole', async () => {
  const card = (at: number): string =>
    `BEGIN:VCARD\r\nVERSION:3.0\r\nN:张;三${at};;;\r\nFN:张三${at}\r\nTEL;TYPE=CELL:138${10_000_000 + at}\r\nADR;TYPE=HOME:;;南京路 ${at} 号;上海;;200001;中国\r\nNOTE:爱喝茶\\n第 ${at} 位\r\nEND:VCARD\r\n`;
  const bytes = Buffer.from(Array.from({ length: 5_000 }, (_, at) => card(at)).join(''));
  const { records } = await readRecords({ name: 'a.vcf', bytes });
  expect(records).toHaveLength(5_000);
});

describe.skipIf(!hasSampleData)('sample cards by hand', () => {
  const sample = async (...path: string[]) =>
    (await readRecords({ name: 'x.vcf', bytes: readFileSync(sampleData(...path)) })).records;

  test('Outlook 2003', async () => {
    expect(await sample('ez-vcard', 'outlook-2003.vcf')).toEqual([
      {
        line: 1,
        name: 'John Doe III',
        nickname: 'Joey',
        phones: [
          { value: 'BusinessPhone', label: 'work' },
          { value: 'HomePhone', label: 'home' },
          { value: 'MobilePhone', label: 'cell' },
          { value: 'BusinessFaxPhone', label: 'work fax' },
        ],
        wechats: [],
        emails: [{ value: 'jdoe@hotmail.com' }],
        company: 'Company, The',
        jobTitle: 'The Job Title',
        addresses: [
          { value: '123 Main St, TheOffice, Austin, TX 12345, United States of America', label: 'work' },
        ],
        city: 'Austin',
        birthdayOn: '1980-03-21',
        tags: [],
        note: [
          'This is the note field!!\nSecond line\n\nThird line is empty',
          'Prefix: Mr.',
          'Department: TheDepartment',
          'URL work: http://web-page-address.com',
          'Role: TheProfession',
          'FBURL: ????????????????s????????????',
        ].join('\n'),
      },
    ]);
  });

  test('Gmail', async () => {
    expect(await sample('ez-vcard', 'gmail-single.vcf')).toEqual([
      {
        line: 1,
        name: 'Greg Dartmouth',
        nickname: 'Gman',
        phones: [
          { value: '555 555 1111', label: 'cell' },
          { value: '555 555 2222', label: 'GRAND_CENTRAL' },
        ],
        wechats: [],
        emails: [{ value: 'gdartmouth@hotmail.com' }],
        company: 'TheCompany',
        jobTitle: 'TheJobTitle',
        addresses: [
          { value: '123 Home St, Home City, HM 12345', label: 'home' },
          { value: '321 Custom St, Custom City, TX 98765, USA', label: 'CustomAdrType' },
        ],
        city: 'Custom City',
        birthdayOn: '1960-09-10',
        tags: [],
        note: [
          "This is GMail's note field.\nIt should be added as a NOTE type.\nACustomField: CustomField",
          'Phonetic first name: Grregg',
          'Phonetic last name: Dart-mowth',
          'ICQ: 123456789',
          'PROFILE: http://TheProfile.com',
          'Anniversary: 1970-06-02',
          'Spouse: MySpouse',
          'CustomRelationship: MyCustom',
        ].join('\n'),
      },
    ]);
  });

  test('Mac Address Book 5 with kana, Evolution and a 2.1 card of Qt', async () => {
    expect(await sample('qtpim', 'AAB5-SingleNonAscii.vcf')).toEqual([
      {
        ...empty,
        line: 1,
        name: 'ひらがな name',
        company: 'ABC',
        emails: [{ value: 'a@b.com', label: 'work' }],
        phones: [
          { value: '1234', label: 'work' },
          { value: '5678', label: 'cell' },
        ],
      },
    ]);
    expect(await sample('evolution-data-server', 'custom-6.vcf')).toEqual([
      {
        ...empty,
        line: 1,
        name: '%Stran_ge Name',
        phones: [{ value: "ask Jenny for Lisa's number", label: 'home' }],
      },
    ]);
    expect((await sample('qtpim', 'test1.vcf'))[0]).toMatchObject({
      name: 'name',
      nickname: 'Nick1',
      note: expect.stringContaining('Children: Child2,Child3'),
    });
  });

  test('Android: empty names, a torn character, a picture', async () => {
    const cards = await sample('ez-vcard', 'John_Doe_ANDROID.vcf');
    expect(cards.map(({ name }) => name)).toEqual([
      'john.doe@company.com',
      'jane.doe@company.com',
      'Ñ Ñ Ñ Ñ Ñ',
      'Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ Ñ',
      'Ñ Ñ Ñ Ñ',
      'ÑÑÑÑ',
    ]);
    expect(cards[5]?.note).toMatch(/^Company: Ñ+=80$/);
    const found = await inspectFile({
      name: 'x',
      bytes: readFileSync(sampleData('ez-vcard', 'John_Doe_ANDROID.vcf')),
    });
    expect(found).toMatchObject({ format: 'vcard', cards: 6, photos: 1 });
  });
});
