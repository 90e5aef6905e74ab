import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CoreError } from '#core/core-error.ts';
import { hasSampleData, sampleData } from '#test/support/sample-data.ts';
import { choice } from './import-fixture.ts';
import { createRep } from './rep.ts';

const folders = [
  'ez-vcard',
  'evolution-data-server',
  'qtpim',
  'csv-spectrum',
  'csvkit',
  'comm-central',
  'transcoded',
  'readxl',
  'openxlsx',
];

function filesOf(folder: string): string[] {
  return readdirSync(sampleData(folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(vcf|vcard|csv|tsv|txt|xlsx)$/i.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

if (!hasSampleData) console.log('the sample files are not here: their import is not tested');

test.runIf(hasSampleData)(
  'every sample file is imported or refused with a code; a second time adds nothing; undo leaves an empty book',
  async () => {
    const total = { files: 0, refused: 0, new: 0, changed: 0, bad: 0 };
    for (const file of folders.flatMap(filesOf)) {
      const rep = createRep();
      total.files++;
      const hold = async () =>
        (await rep.import.inspect({ name: file, bytes: new Uint8Array(readFileSync(file)) })).importId;
      try {
        const first = await rep.import.run(await hold(), choice);
        const second = await rep.import.run(await hold(), choice);
        const { counts } = first;
        expect([file, second.counts]).toEqual([
          file,
          { new: 0, same: counts.new + counts.same + counts.changed, changed: 0, bad: counts.bad },
        ]);
        expect([file, await rep.import.undo(second.id)]).toEqual([
          file,
          { removed: 0, restored: 0, kept: 0 },
        ]);
        expect([file, await rep.import.undo(first.id)]).toEqual([
          file,
          { removed: counts.new, restored: 0, kept: 0 },
        ]);
        for (const outcome of ['new', 'changed', 'bad'] as const) total[outcome] += counts[outcome];
      } catch (error) {
        if (!(error instanceof CoreError) || error.code !== 'REFUSED') throw error;
        total.refused++;
        expect([file, rep.count('customer')]).toEqual([file, 0]);
      }
    }
    console.log('sample files imported twice:', JSON.stringify(total));
    expect(total.files).toBeGreaterThan(50);
  },
  300_000,
);
