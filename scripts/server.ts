/** `npm run server`: the company server alone, built if stale; its variables are in README. */
import { buildTargets } from './lib/build.ts';
import { run } from './lib/check.ts';

await buildTargets({ log: (line) => console.log(line) });
process.exitCode = await run(process.execPath, ['dist/server/main.js']);
