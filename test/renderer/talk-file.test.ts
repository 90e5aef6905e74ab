import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { isTalkFile, readTalkFile } from '#renderer/features/customers/capture/talk-file.ts';
import { parseTalk } from '#shared/domain/capture/parse-talk.ts';

const talk = `林悦 和 阿明 在微信上的聊天记录如下，请查收。

—————  2026-03-09  —————


林悦  14:02

这款多少钱？就怕甲醛

阿明  14:03

后天发您检测报告
`;
const html = `<html><body><p>Dear:</p>${talk
  .split('\n')
  .map((line) => `<p>${line.replaceAll('—', '&mdash;').replaceAll('  ', '&nbsp;&nbsp;')}</p>`)
  .join('')}</body></html>`;

const fileOf = (name: string, bytes: Uint8Array) => ({
  name,
  size: bytes.length,
  arrayBuffer: () => Promise.resolve(new Uint8Array(bytes).buffer),
});
const encoded = (text: string, encoding: string) => new Uint8Array(iconv.encode(text, encoding));
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/.{76}/gu, '$&\r\n');
const quoted = (bytes: Uint8Array) =>
  [...bytes]
    .map((byte) => (byte === 10 ? '\r\n' : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`))
    .join('')
    .replace(/(?:=..){20}/gu, '$&=\r\n');
const mail = (type: string, coding: string, body: string) =>
  encoded(
    [
      'From: =?utf-8?B?6Zi/5piO?= <a@example.com>',
      'Subject: =?gb2312?B?sNfP1w==?=',
      'MIME-Version: 1.0',
      `Content-Type: ${type}`,
      `Content-Transfer-Encoding: ${coding}`,
      '',
      body,
    ].join('\r\n'),
    'utf-8',
  );

const readable: [string, string, Uint8Array][] = [
  ['text in UTF-8', 'a.txt', encoded(talk, 'utf-8')],
  ['text in UTF-8 with its mark', 'a.TXT', encoded(`\ufeff${talk}`, 'utf-8')],
  ['text in GB18030', 'a.txt', encoded(talk, 'gb18030')],
  ['text in UTF-16', 'a.txt', encoded(`\ufeff${talk}`, 'utf-16le')],
  ['a page', 'a.html', encoded(html, 'utf-8')],
  ['a mail in base64', 'a.eml', mail('text/plain; charset=utf-8', 'base64', base64(encoded(talk, 'utf-8')))],
  [
    'a mail in quoted-printable and GBK',
    'a.eml',
    mail('text/plain; charset=gbk', 'quoted-printable', quoted(encoded(talk, 'gbk'))),
  ],
  [
    'a mail of a page alone',
    'a.eml',
    mail('text/html; charset="gb18030"', 'base64', base64(encoded(html, 'gb18030'))),
  ],
  [
    'a mail with a page and a picture',
    'a.eml',
    mail(
      'multipart/mixed; boundary=b1',
      '8bit',
      [
        '--b1',
        'Content-Type: multipart/alternative; boundary=b2',
        '',
        '--b2',
        'Content-Type: text/html; charset=utf-8',
        'Content-Transfer-Encoding: base64',
        '',
        base64(encoded(html, 'utf-8')),
        '--b2--',
        '--b1',
        'Content-Type: image/jpeg; name="x.jpg"',
        'Content-Transfer-Encoding: base64',
        'Content-Disposition: attachment; filename="x.jpg"',
        '',
        base64(new Uint8Array(5_000)),
        '--b1--',
      ].join('\r\n'),
    ),
  ],
];

test.each(readable)('%s is read as if it had been pasted', async (_, name, bytes) => {
  const read = await readTalkFile(fileOf(name, bytes));
  const found = parseTalk('text' in read ? read.text : '', { now: Date.parse('2026-03-10T02:00:00Z') })!;
  expect(found.names).toEqual(['林悦', '阿明']);
  expect(found.messages.map(({ speaker, text, at }) => [speaker, text, at])).toEqual([
    ['林悦', '这款多少钱？就怕甲醛', '2026-03-09T06:02:00.000Z'],
    ['阿明', '后天发您检测报告', '2026-03-09T06:03:00.000Z'],
  ]);
});

test('what cannot be read says why, and is never garbled', async () => {
  const problem = async (name: string, bytes: Uint8Array, size = bytes.length) =>
    readTalkFile({ ...fileOf(name, bytes), size });
  expect(await problem('a.txt', new Uint8Array())).toEqual({ problem: 'EMPTY' });
  expect(await problem('a.txt', encoded(' \n ', 'utf-8'))).toEqual({ problem: 'EMPTY' });
  expect(await problem('a.txt', encoded('x', 'utf-8'), 9_000_000)).toEqual({ problem: 'TOO_LARGE' });
  expect(await problem('a.eml', encoded('x', 'utf-8'), 41 * 1024 * 1024)).toEqual({ problem: 'TOO_LARGE' });
  expect(await problem('a.txt', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0x00, 0x10]))).toEqual({
    problem: 'UNREADABLE',
  });
  // A mail in a mail in a mail …
  const deep = 'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n'.repeat(500);
  expect(await problem('a.eml', encoded(deep, 'utf-8'))).toEqual({ problem: 'UNREADABLE' });
  expect(['a.txt', 'b.EML', 'c.htm', 'd.jpg', 'e.docx'].map((name) => isTalkFile({ name }))).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});
