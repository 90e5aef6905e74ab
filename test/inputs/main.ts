/**
 * `npm run inputs`: every text of the list through every door that takes text. `-- --json` prints the figures as JSON,
 * `--short` as few at the slow doors as `npm test`. Fails where something crashed, ran, changed or was misdecoded.
 */
import { parseArgs } from 'node:util';
import { buildTargets } from '../../scripts/lib/build.ts';
import { figuresOf, runInputs } from './run.ts';

const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, short: { type: 'boolean', default: false } },
});
const log = (line: string) => console.error(line);
await buildTargets({ log });
const report = await runInputs({ every: options.short ? 10 : 1, hasPage: true, log });
const figures = figuresOf(report);
const found = {
  crashes: [
    ...report.doors.flatMap(({ door, crashes }) => crashes.map((line) => `${door}: ${line}`)),
    ...report.broken.filter(({ refused }) => !refused).map(({ name, told }) => `${name}: ${told}`),
  ],
  changed: [
    ...report.doors.flatMap(({ door, changed }) => changed.map((line) => `${door}: ${line}`)),
    ...(report.page?.missing ?? []).map((line) => `not shown: ${JSON.stringify(line)}`),
  ],
  scripts: report.page?.scripts ?? [],
  outsideFiles: report.outsideFiles,
  misdecoded: report.encodings.misdecoded,
};
if (options.json) console.log(JSON.stringify({ ...figures, found }, null, 2));
else {
  console.log(figures);
  for (const [what, lines] of Object.entries(found))
    for (const line of lines) console.log(`${what}\t${line}`);
}
const isClean = Object.values(found).every((lines) => lines.length === 0) && report.isPrototypeClean;
process.stdout.write('', () => process.exit(isClean ? 0 : 1));
