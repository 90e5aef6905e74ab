/** Files in many encodings: read right, asked about, or refused; a wrong text without a question is misdecoded. */
import { readFileSync } from 'node:fs';
import iconv from 'iconv-lite';
import { ImportError } from '#core/import/import-error.ts';
import { inspectFile } from '#core/import/read-file.ts';
import { hasSampleData, sampleData } from '#test/support/sample-data.ts';

export interface EncodingResult {
  files: number;
  misdecoded: string[];
  asked: string[];
}

const rows = [
  ['姓名', '手机', '公司', '备注'],
  ['王小明', '13800138000', '星光钢琴', '女儿八级，周末上课'],
  ['李雷', '13900139000', '远景设计', '转介绍'],
  ['韩梅梅', '13700137000', '蓝湾物流', '想先了解价格'],
];
const traditional = [
  ['姓名', '手機', '公司', '備註'],
  ['陳怡君', '0912345678', '遠景設計', '週末方便，想先瞭解價格'],
  ['林志明', '0923456789', '藍灣物流', '轉介紹'],
];
const text = (table: string[][], end = '\r\n') => table.map((row) => row.join()).join(end) + end;

export async function runEncodings(): Promise<EncodingResult> {
  const simple = text(rows);
  const rare = text([...rows, ['𠮷野', '13600136000', '㐀㐁公司', '四字节']]);
  const files: [name: string, bytes: Buffer, first: string][] = [
    ['utf-8', Buffer.from(simple), '姓名'],
    ['utf-8 with a mark', Buffer.from(`\uFEFF${simple}`), '姓名'],
    ['gbk', iconv.encode(simple, 'gbk'), '姓名'],
    ['gb18030 with four bytes', iconv.encode(rare, 'gb18030'), '姓名'],
    ['big5', iconv.encode(text(traditional), 'big5'), '姓名'],
    ['utf-16le with a mark', iconv.encode(simple, 'utf-16le', { addBOM: true }), '姓名'],
    ['utf-16be with a mark', iconv.encode(simple, 'utf-16be', { addBOM: true }), '姓名'],
    ['utf-16le', iconv.encode(simple, 'utf-16le'), '姓名'],
    ['utf-16be', iconv.encode(simple, 'utf-16be'), '姓名'],
    ['sep=;', Buffer.from(`sep=;\r\n${simple.replaceAll(',', ';')}`), '姓名'],
    ['gbk and utf-8 in one file', Buffer.concat([Buffer.from(simple), iconv.encode(simple, 'gbk')]), '姓名'],
    ['one damaged byte', Buffer.concat([Buffer.from(simple), Buffer.from([0xff, 0x0d, 0x0a])]), '姓名'],
  ];
  if (hasSampleData) {
    const heads: Record<string, string> = {
      'areas.gb18030.csv': 'code',
      'cities.gbk.csv': 'code',
      'cities.utf16le-bom.csv': 'code',
      'cities.utf8-bom.csv': 'code',
    };
    for (const [file, head] of Object.entries(heads))
      files.push([file, readFileSync(sampleData('transcoded', file)), head]);
  }
  const result: EncodingResult = { files: files.length, misdecoded: [], asked: [] };
  for (const [name, bytes, first] of files) {
    try {
      const { sample, encoding } = await inspectFile({ name: 'x.csv', bytes });
      const cells = sample.flat();
      const isWrong = cells[0] !== first || cells.some((cell) => cell.includes('\uFFFD'));
      if (encoding?.confidence === 'guess') result.asked.push(name);
      else if (isWrong) result.misdecoded.push(name);
    } catch (error) {
      if (!(error instanceof ImportError)) throw error;
      result.asked.push(`${name} (${error.code})`);
    }
  }
  return result;
}
