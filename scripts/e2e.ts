/** `npm run e2e -- main-job`: the browser tests alone, by name. Builds what is stale first. */
import { buildTargets } from './lib/build.ts';
import { findChromium, howToGetChromium } from './lib/chromium.ts';
import { run } from './lib/check.ts';

if (!findChromium()) {
  console.error(howToGetChromium);
  process.exit(1);
}
await buildTargets({ log: (line) => console.log(line) });
process.exitCode = await run('playwright', ['test', '--reporter=list', ...process.argv.slice(2)]);
