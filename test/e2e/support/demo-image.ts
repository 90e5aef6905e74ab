/**
 * A company server's data folder with the demo company in it, made once an hour for a build and copied for each story:
 * filling it takes ten seconds of two cores. The demo is dated from the moment it is made, so an older one is not used.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve('node_modules/.cache/rapport-demo');
const program = resolve('dist/server/main.js');

/** Fills `dataDir`; `makeIn` runs a server in the folder it is given until it is full and the server has ended. */
export async function putDemoInto(
  dataDir: string,
  makeIn: (dataDir: string) => Promise<void>,
): Promise<void> {
  const { mtimeMs, size } = statSync(program);
  const name = `${new Date().toISOString().slice(0, 13)}-${Math.round(mtimeMs)}-${size}`;
  const image = join(folder, name);
  if (!existsSync(image)) {
    mkdirSync(folder, { recursive: true });
    for (const old of readdirSync(folder)) rmSync(join(folder, old), { recursive: true, force: true });
    const unfinished = join(folder, `unfinished-${process.pid}`);
    await makeIn(unfinished);
    renameSync(unfinished, image);
  }
  cpSync(image, dataDir, { recursive: true });
}
