/** Every row of the fault suite with few runs; `npm run faults` makes them all. */
import { afterAll, describe, expect, it } from 'vitest';
import { faultRows } from './row-list.ts';
import { isPassed, runRow, type RowResult } from './run-row.ts';
import { stopSharedPostgres } from './shared-postgres.ts';
import { jsonLineOf } from './table.ts';

/** Much of a row is waiting: for limits to run out, for programs to start. */
const lanes = 2;

describe('nothing is lost, doubled, leaked or ruined by faults (few runs of each)', () => {
  const results = new Map<string, Promise<RowResult>>();
  let begun: Promise<unknown>[] = [];
  const beginAll = () => {
    const rows = faultRows.map((row) => ({ row, ...Promise.withResolvers<RowResult>() }));
    for (const { row, promise } of rows) results.set(row.id, promise);
    const queue = rows.values();
    const log = (line: string) => console.log(line);
    begun = Array.from({ length: lanes }, async () => {
      for (const { row, resolve } of queue) resolve(await runRow(row, { isShort: true, log }));
    });
  };
  afterAll(async () => {
    await Promise.all(begun);
    await stopSharedPostgres();
  });

  for (const row of faultRows) {
    it(`${row.id}: ${row.what}`, { timeout: 400_000 }, async () => {
      if (results.size === 0) beginAll();
      const result = (await results.get(row.id))!;
      console.log(jsonLineOf(result));
      expect(result).toSatisfy(isPassed);
    });
  }
});
