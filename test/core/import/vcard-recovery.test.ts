/** How much of each producer's cards arrives, by a counter that shares no code with the reader. */
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readRecords } from '#core/import/read-file.ts';
import type { ImportRecord } from '#core/import/record.ts';
import { hasSampleData, sampleData } from '#test/support/sample-data.ts';

/**
 * Not counted, because no person reads them: the frame of a card (BEGIN, END, VERSION), what identifies it to a program
 * (PRODID, REV, UID, X-ABUID, X-COUCHDB-APPLICATION-ANNOTATIONS), the name once more in sorting order
 * (X-EVOLUTION-FILE-AS), and binary content, which the import drops on purpose
 * (PHOTO, LOGO, SOUND, KEY).
 */
const excluded = new Set(
  'BEGIN END VERSION PRODID REV UID X-ABUID X-COUCHDB-APPLICATION-ANNOTATIONS X-EVOLUTION-FILE-AS PHOTO LOGO SOUND KEY'.split(
    ' ',
  ),
);

interface Present {
  property: string;
  /** Each has to be found. */
  values: string[];
}

const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim().toLowerCase();

function quotedPrintable(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  // A byte that is no UTF-8 can be shown in more than one way; the rest of the value counts.
  return Buffer.from(bytes, 'latin1').toString('utf8').replaceAll('\uFFFD', '');
}

function valuesOf(name: string, head: string, raw: string): string[] {
  const decoded = /QUOTED-PRINTABLE/i.test(head) ? quotedPrintable(raw) : raw;
  const separators = name === 'GEO' ? /\n/ : /(?<!\\)[;,]|\\n|\n/i;
  const parts = name === 'NOTE' ? decoded.split(/\\n|\n/) : decoded.split(separators);
  return parts
    .map((part) =>
      part
        .replace(/\\(.)/g, '$1')
        .replace(/^_\$!<(.*)>!\$_$/, '$1')
        .replace(/^tel:/, ''),
    )
    .map((part) => squeeze(part.replace(/\p{Cc}/gu, ' ')))
    .filter((part) => part !== '');
}

function presentIn(text: string): Present[][] {
  const unfolded = text
    .replace(/^([^:\r\n]*QUOTED-PRINTABLE[^\r\n]*=\r?\n)([\s\S]*?[^=\r\n])?(?=\r?\n)/gim, (whole) =>
      whole.replace(/=\r?\n/g, ''),
    )
    .replace(/\r?\n[ \t]/g, '');
  return unfolded
    .split(/^BEGIN:VCARD/im)
    .slice(1)
    .map((card) =>
      card.split(/\r?\n/).flatMap((line): Present[] => {
        const match = /^([^:;]+)([^:]*):(.*)$/.exec(line);
        const property = (match?.[1] ?? '').replace(/^.*\./, '').toUpperCase();
        if (!match || excluded.has(property)) return [];
        const values = valuesOf(property, match[2] ?? '', match[3] ?? '');
        return values.length > 0 ? [{ property, values }] : [];
      }),
    );
}

function isRecovered({ property, values }: Present, record: ImportRecord | undefined): boolean {
  if (!record) return false;
  if (property === 'GENDER') return record.gender === (values[0] === 'm' ? 'male' : 'female');
  if (property === 'BDAY') return record.birthdayOn?.replaceAll('-', '') === values[0]?.replaceAll('-', '');
  const { line: _, ...fields } = record;
  const all: string[] = [];
  JSON.stringify(fields, (_key, value: unknown) => {
    if (typeof value === 'string') all.push(squeeze(value));
    return value;
  });
  return values.every((value) => all.some((text) => text.includes(value)));
}

interface Figure {
  present: number;
  recovered: number;
  missing: string[];
}

async function measure(files: string[]): Promise<Figure> {
  const figure: Figure = { present: 0, recovered: 0, missing: [] };
  for (const path of files) {
    const bytes = readFileSync(path);
    const { records } = await readRecords({ name: path, bytes });
    for (const [index, card] of presentIn(bytes.toString('utf8')).entries()) {
      const record = records.find(({ line }) => line === index + 1);
      for (const value of card) {
        figure.present += 1;
        if (isRecovered(value, record)) figure.recovered += 1;
        else figure.missing.push(`card ${index + 1}: ${value.property} ${value.values.join(' | ')}`);
      }
    }
  }
  return figure;
}

describe.skipIf(!hasSampleData)('fields recovered from the vCard samples', () => {
  const filesOf = (folder: string): string[] =>
    readdirSync(sampleData(folder))
      .filter((file) => file.endsWith('.vcf'))
      .map((file) => sampleData(folder, file));

  test('at least 95 % per producer', async () => {
    const producers: [string, string[]][] = [
      ...filesOf('ez-vcard').map((path): [string, string[]] => [
        `ez-vcard ${path.split('/').at(-1)}`,
        [path],
      ]),
      ['evolution-data-server', filesOf('evolution-data-server')],
      ['qtpim', filesOf('qtpim')],
    ];
    const rows: string[] = [];
    const figures: [string, Figure][] = [];
    for (const [producer, files] of producers) {
      const figure = await measure(files);
      figures.push([producer, figure]);
      const percent = ((figure.recovered / figure.present) * 100).toFixed(1);
      rows.push(
        `${producer.padEnd(34)} ${String(figure.present).padStart(7)} ${String(figure.recovered).padStart(9)} ${percent.padStart(6)}`,
      );
      rows.push(...figure.missing.map((line) => `    missing: ${line}`));
    }
    console.log([`${'producer'.padEnd(34)} present recovered      %`, ...rows].join('\n'));
    for (const [producer, { present, recovered }] of figures) {
      expect(present, producer).toBeGreaterThan(3);
      expect(recovered / present, producer).toBeGreaterThanOrEqual(0.95);
    }
  });

  test('the counter finds what a reader would lose', () => {
    const [card = []] = presentIn('BEGIN:VCARD\r\nFN:A\r\nTEL;HOME:123\r\nX-ICQ:9\r\nUID:1\r\nEND:VCARD\r\n');
    const record: ImportRecord = {
      line: 1,
      name: 'A',
      phones: [{ value: '123' }],
      wechats: [],
      emails: [],
      addresses: [],
      tags: [],
    };
    expect(card.map((value) => isRecovered(value, record))).toEqual([true, true, false]);
  });
});
