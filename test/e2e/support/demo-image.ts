/**
 * A company server's data folder with the demo company in it, made once an hour for a build and copied for each story:
 * filling it takes ten seconds of two cores. The demo is dated from the moment it is made, so an older one is not used.
 */
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const folder = resolve('node_modules/.cache/rapport-demo');
const program = resolve('dist/server/main.js');

/** Whoever makes one is done or dead by then. */
const makingMs = 120_000;
/** Nobody copies from one that old any more. */
const keptMs = 2 * 3_600_000;

/** Fills `dataDir`; `makeIn` runs a server in the folder it is given until it is full and the server has ended. */
export async function putDemoInto(
  dataDir: string,
  makeIn: (dataDir: string) => Promise<void>,
): Promise<void> {
  const { mtimeMs, size } = statSync(program);
  const image = join(folder, `${new Date().toISOString().slice(0, 13)}-${Math.round(mtimeMs)}-${size}`);
  const unfinished = `${image}-unfinished`;
  mkdirSync(folder, { recursive: true });
  while (!existsSync(image)) {
    if (!isFirst(unfinished)) {
      await sleep(200);
      continue;
    }
    for (const name of readdirSync(folder)) removeOlder(join(folder, name), keptMs);
    await makeIn(join(unfinished, 'server'));
    renameSync(join(unfinished, 'server'), image);
    rmSync(unfinished, { recursive: true });
  }
  cpSync(image, dataDir, { recursive: true });
}

/** Stories run side by side: the first to ask makes it, the others wait for that. */
function isFirst(unfinished: string): boolean {
  removeOlder(unfinished, makingMs);
  try {
    mkdirSync(unfinished);
    return true;
  } catch {
    return false;
  }
}

function removeOlder(path: string, ms: number): void {
  const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  if (made !== undefined && Date.now() - made > ms) rmSync(path, { recursive: true, force: true });
}
