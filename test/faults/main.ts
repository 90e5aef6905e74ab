/**
 * `npm run faults`: what is lost, doubled, leaked or ruined when things break. `-- --only A1,C2` runs these rows,
 * `--short` as few runs as `npm test` does, `--json` prints a line of JSON for each row. Fails when a row does.
 */
import { parseArgs } from 'node:util';
import { faultRows } from './row-list.ts';
import { isPassed, runRow, type RowResult } from './run-row.ts';
import { stopSharedPostgres } from './shared-postgres.ts';
import { jsonLineOf, tableOf } from './table.ts';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    short: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
  },
});
const only = options.only?.flatMap((ids) => ids.split(',')).map((id) => id.trim().toUpperCase());
const unknown = only?.find((id) => !faultRows.some((row) => row.id === id));
if (unknown !== undefined) {
  console.error(`no row is called ${unknown}; there are ${faultRows.map((row) => row.id).join(', ')}`);
  process.exit(2);
}
// Only the result goes to the standard output.
const log = (line: string) => console.error(line);
// Ends what the rows started, too: databases at the exit, servers and cores when their channel closes.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1));
const results: RowResult[] = [];
for (const row of faultRows) {
  if (only && !only.includes(row.id)) continue;
  log(`${row.id} ${row.what}`);
  const result = await runRow(row, { isShort: options.short, log });
  results.push(result);
  if (options.json) console.log(jsonLineOf(result));
}
await stopSharedPostgres();
if (!options.json) console.log(tableOf(results));
// A row that took too long may still be waiting for something.
process.stdout.write('', () => process.exit(results.every(isPassed) ? 0 : 1));
