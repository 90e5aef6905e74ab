/**
 * `npm run bench`: how fast the program is, each figure beside a physical reference measured in the same run.
 * `-- --only list-20000` measures one, `-- --json` prints an array of objects. A missed target is printed, not failed.
 */
import { parseArgs } from 'node:util';
import { buildTargets } from '../../scripts/lib/build.ts';
import { commentScore } from './comment-score.ts';
import { jsonOf, tableOf, type Figure } from './figure.ts';
import { firstDownload } from './first-download.ts';
import { history100000 } from './history-100000.ts';
import { import5000, import50000 } from './import-5000.ts';
import { list20000 } from './list-20000.ts';
import { merge100000 } from './merge-100000.ts';
import { pageHistory100000 } from './page-history-100000.ts';
import { pageList20000 } from './page-list-20000.ts';
import { planBuild } from './plan-build.ts';
import { reassign20000 } from './reassign-20000.ts';
import { serverPlan } from './server-plan.ts';
import { search200000 } from './search-200000.ts';
import { startSecond } from './start-second.ts';
import { within } from './time.ts';
import { createWorkplace, type Workplace } from './workplace.ts';

/** In the order they are measured: the demo company of the first serves the next two. */
const benches: Record<string, (workplace: Workplace) => Promise<Figure[]>> = {
  'comment-score': commentScore,
  'start-second': startSecond,
  'first-download': firstDownload,
  'import-5000': import5000,
  'import-50000': import50000,
  'list-20000': list20000,
  'search-200000': search200000,
  'history-100000': history100000,
  'plan-build': planBuild,
  'page-list-20000': pageList20000,
  'page-history-100000': pageHistory100000,
  'merge-100000': merge100000,
  'reassign-20000': reassign20000,
  'server-plan': serverPlan,
};

/** Of one bench, and of all of them together. */
const benchMs = 90_000;
const allMs = 480_000;

const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, only: { type: 'string', multiple: true } },
});
const unknown = options.only?.find((name) => !(name in benches));
if (unknown !== undefined) {
  console.error(`no figure is called ${unknown}; there are ${Object.keys(benches).join(', ')}`);
  process.exit(2);
}
// Only the result goes to the standard output.
const log = (line: string) => console.error(line);
console.log = log;

await buildTargets({ log });
const end = performance.now() + allMs;
const workplace = createWorkplace(log);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => void workplace.end().then(() => process.exit(1)));
}
const figures: Figure[] = [];
let isWhole = true;
for (const [name, bench] of Object.entries(benches)) {
  if (options.only && !options.only.includes(name)) continue;
  const began = performance.now();
  try {
    figures.push(...(await within(Math.min(benchMs, end - began), name, bench(workplace))));
    log(`${name}: measured in ${((performance.now() - began) / 1_000).toFixed(1)} s`);
  } catch (error) {
    isWhole = false;
    log(`${name}: not measured: ${String((error as Error).stack ?? error)}`);
  }
}
await workplace.end();
process.stdout.write(`${options.json ? JSON.stringify(jsonOf(figures), null, 2) : tableOf(figures)}\n`);
// A bench that took too long may still be waiting for something.
process.stdout.write('', () => process.exit(isWhole ? 0 : 1));
