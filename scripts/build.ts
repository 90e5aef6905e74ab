/** `npm run build`: builds every target whose sources changed; `-- --force` builds all. */
import { buildTargets } from './lib/build.ts';

const built = await buildTargets({
  force: process.argv.includes('--force'),
  log: (line) => console.log(line),
});
if (built.length === 0) console.log('everything is built');
