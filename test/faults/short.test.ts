/** Every row of the fault suite with few runs; `npm run faults` makes them all. */
import { describe, expect, it } from 'vitest';
import { faultRows } from './row-list.ts';
import { isPassed, runRow } from './run-row.ts';
import { jsonLineOf } from './table.ts';

describe('nothing is lost, doubled, leaked or ruined by faults (few runs of each)', () => {
  for (const row of faultRows) {
    it(`${row.id}: ${row.what}`, { timeout: 200_000 }, async () => {
      const result = await runRow(row, { isShort: true, log: (line) => console.log(line) });
      console.log(jsonLineOf(result));
      expect(result).toSatisfy(isPassed);
    });
  }
});
