/**
 * Loaded before the simulator in its child process: puts one planted fault into the program's source as it is read.
 * The source on the disk stays as it is. A text that does not occur exactly once ends the process.
 */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { plants } from './plant.ts';

const plant = plants.find(({ name }) => name === process.env.SIM_PLANT);
if (!plant) throw new Error(`no such plant: ${process.env.SIM_PLANT}`);

const root = new URL('../../', import.meta.url);
const sources = new Map<string, string>();
for (const { file, find, replace } of plant.patches) {
  const { href } = new URL(file, root);
  const source = sources.get(href) ?? readFileSync(fileURLToPath(href), 'utf8');
  const found = source.split(find).length - 1;
  if (found !== 1) throw new Error(`plant "${plant.name}": the text to replace is ${found} times in ${file}`);
  sources.set(
    href,
    source.replace(find, () => replace),
  );
}

registerHooks({
  load(url, context, nextLoad) {
    const source = sources.get(url);
    if (source === undefined) return nextLoad(url, context);
    return { format: 'module-typescript', source, shortCircuit: true };
  },
});
