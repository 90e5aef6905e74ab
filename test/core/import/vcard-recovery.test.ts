/** How much of each producer's cards arrives, by a counter that shares no code with the reader. */
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readRecords } from '#core/import/read-file.ts';
import { cardFieldsIn, isCardFieldRecovered } from '../../../scripts/lib/import-recovery.ts';
import { storedOf } from '../../../scripts/lib/stored-record.ts';
import { hasSampleData, sampleData } from '#test/support/sample-data.ts';

interface Figure {
  present: number;
  recovered: number;
  missing: string[];
}

async function measure(files: string[]): Promise<Figure> {
  const figure: Figure = { present: 0, recovered: 0, missing: [] };
  for (const path of files) {
    const bytes = readFileSync(path);
    const { stored } = storedOf((await readRecords({ name: path, bytes })).records);
    for (const [index, card] of cardFieldsIn(bytes.toString('utf8')).entries()) {
      const record = stored.get(index + 1);
      for (const value of card) {
        figure.present += 1;
        if (isCardFieldRecovered(value, record)) figure.recovered += 1;
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

  test('at least 98 % per producer', async () => {
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
      expect(recovered / present, producer).toBeGreaterThanOrEqual(0.98);
    }
  });

  test('the counter finds what a reader would lose', () => {
    const [card = []] = cardFieldsIn(
      'BEGIN:VCARD\r\nFN:A\r\nTEL;HOME:123\r\nX-ICQ:9\r\nUID:1\r\nEND:VCARD\r\n',
    );
    const record = { name: 'A', contacts: [{ kind: 'phone', value: '123', label: '' }] };
    expect(card.map((value) => isCardFieldRecovered(value, record))).toEqual([true, true, false]);
  });
});
