/** `npm run authz [-- --json] [--postgres]`: the whole matrix, as a table or as figures for a machine. */
import { parseArgs } from 'node:util';
import { startPostgres } from '#test/support/postgres.ts';
import { jsonOf, tableOf } from './report.ts';
import { runMatrix } from './run.ts';

const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, postgres: { type: 'boolean', default: false } },
});
const postgres = options.postgres ? await startPostgres() : undefined;
try {
  const result = await runMatrix(postgres ? { databaseUrl: await postgres.createDatabase() } : {});
  const report = jsonOf(result);
  process.stdout.write(`${options.json ? JSON.stringify(report, null, 2) : tableOf(result)}\n`);
  process.exitCode = report.met ? 0 : 1;
} finally {
  await postgres?.stop();
}
