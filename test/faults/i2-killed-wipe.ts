/** I2: the wipe itself is disturbed: killed at each step, on a full disk, with the file open, on a read-only disk. */
import { spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { failPointNames } from '#core/fail-point.ts';
import { profileFiles } from '../core/session/company-side.ts';
import { startCoreProcess, type CoreProcess } from './core-process.ts';
import { noHarm, type FaultRow, type RowContext, type RowFigures } from './row.ts';
import { setScene, type Scene } from './scene.ts';

const markers = 50;
const points = failPointNames.filter((name) => name.startsWith('wipe.'));
const kinds = [...points, 'full disk', 'file open', 'read-only disk', 'undisturbed'] as const;
type Kind = (typeof kinds)[number];
const waitMs = 10_000;

export const killedWipe: FaultRow = {
  id: 'I2',
  what: 'wipe killed at each step, on a full and a read-only disk, with the file open: key first, in the end nothing',
  runs: { full: kinds.length * 5, short: 3 },
  async run(context) {
    const scene = await setScene(context);
    const figures: RowFigures = { ...noHarm, runs: 0, maxRecoverMs: 0, missed: [], skipped: 0, extra: {} };
    for (let run = 0; run < context.runs; run++) {
      const kind = kinds[context.isShort ? (run * 5 + 1) % kinds.length : run % kinds.length]!;
      const needsMount = kind === 'full disk' || kind === 'read-only disk';
      if (needsMount && !context.has('mount')) figures.skipped! += 1;
      else await disturb(context, scene, kind, run, figures);
    }
    return figures;
  },
};

async function disturb(context: RowContext, scene: Scene, kind: Kind, run: number, figures: RowFigures) {
  const dataDir = join(context.folder, `wipe-${run}`);
  mkdirSync(dataDir);
  const mount = (...args: string[]) => {
    if (spawnSync('mount', args).status !== 0) throw new Error(`mount ${args.join(' ')}`);
  };
  if (kind === 'full disk' || kind === 'read-only disk') {
    mount('-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', dataDir);
    context.defer(() => spawnSync('umount', [dataDir]));
  }
  const rep = await scene.admin.newRep();
  const isPoint = (points as readonly string[]).includes(kind);
  const start = (dieAt?: { point: string; time: number }) =>
    startCoreProcess({ dataDir, serverUrl: scene.server.url, ...(dieAt ? { dieAt } : {}) });
  const core = await start(isPoint ? { point: kind, time: 1 } : undefined);
  const texts = await writeMarked(core, rep.account, run);
  let held: number | undefined;
  if (kind === 'full disk') fillUp(dataDir);
  if (kind === 'file open') held = openSync(join(onlyProfile(dataDir), 'rapport.db'), 'r');

  await scene.admin.revoke(rep.account, 'wipe');
  let last: CoreProcess = core;
  if (kind === 'read-only disk') {
    // A disk with a file open for writing does not become read-only: the program starts on one that is.
    await core.kill();
    mount('-o', 'remount,ro', dataDir);
    last = await start();
  }
  const began = performance.now();
  void last.call('session.contact').catch(() => {});
  const isDone = async () =>
    profileFiles({ dataDir }).length === 0 && (await scene.admin.devices(rep.account))[0]?.status === 'wiped';
  if (isPoint) {
    const how = await Promise.race([core.ended, sleep(waitMs)]);
    if (how !== 'SIGKILL') figures.missed!.push(`${kind}: it did not die there (${String(how)})`);
    // From the second step on there is no key any more, whatever else still lies there.
    if (kind !== 'wipe.begin' && hasKey(dataDir)) figures.leaked += 1;
    last = await start();
  } else if (kind === 'read-only disk') {
    await sleep(500);
    if (await isDone()) figures.missed!.push('a read-only disk was wiped');
    mount('-o', 'remount,rw', dataDir);
  }
  for (const since = performance.now(); !(await isDone()) && performance.now() - since < waitMs;) {
    // The look under way may have met the disk as it was; by itself the program looks every quarter of an hour.
    if (kind === 'read-only disk') await last.call('session.contact').catch(() => {});
    await sleep(20);
  }
  if (!(await isDone())) figures.missed!.push(`${kind}: not done after ${waitMs} ms`);
  figures.maxRecoverMs = Math.max(figures.maxRecoverMs, performance.now() - began);
  if (held !== undefined) closeSync(held);
  figures.leaked += hitsIn(dataDir, texts);
  if (kind === 'undisturbed' && figures.extra!['markersInMemoryAfterwards'] === undefined) {
    figures.extra!['markersInMemoryAfterwards'] = memoryHits(last.pid, texts);
  }
  await last.kill();
  figures.runs += 1;
}

async function writeMarked(core: CoreProcess, account: string, run: number): Promise<string[]> {
  await core.signIn(account);
  await core.call('sync.now');
  const texts = Array.from({ length: markers }, (_, index) => `MARKER-${run}-${index}-END`);
  const { customerId } = await core.call<{ customerId: string }>('customer.create', {
    fields: { name: texts[0] },
  });
  for (const body of texts.slice(1)) await core.call('note.create', { customerId, body });
  await core.call('sync.now');
  return texts;
}

function onlyProfile(dataDir: string): string {
  const root = join(dataDir, 'profiles');
  return join(root, readdirSync(root)[0]!);
}

function hasKey(dataDir: string): boolean {
  const root = join(dataDir, 'profiles');
  if (!existsSync(root) || readdirSync(root).length === 0) return false;
  const file = join(onlyProfile(dataDir), 'key.json');
  return existsSync(file) && readFileSync(file, 'utf8').includes('"wrapped"');
}

/** To the last byte: the program may take some meanwhile. */
function fillUp(dataDir: string): void {
  const { bavail, bsize } = statfsSync(dataDir);
  try {
    writeFileSync(join(dataDir, 'filler'), Buffer.alloc(bavail * bsize));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}

function hitsIn(folder: string, texts: readonly string[]): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const bytes = files.map((entry) => readFileSync(join(entry.parentPath, entry.name)));
  return texts.filter((text) => bytes.some((content) => content.includes(text))).length;
}

/** Of the texts, how many still stand somewhere in the memory of the process. */
function memoryHits(pid: number, texts: readonly string[]): number {
  const hits = new Set<string>();
  const memory = openSync(`/proc/${pid}/mem`, 'r');
  for (const line of readFileSync(`/proc/${pid}/maps`, 'utf8').split('\n')) {
    const found = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line);
    if (!found) continue;
    const [from, to] = [parseInt(found[1]!, 16), parseInt(found[2]!, 16)];
    if (to - from > 512 * 1024 * 1024) continue;
    const bytes = Buffer.alloc(to - from);
    try {
      readSync(memory, bytes, 0, bytes.length, from);
    } catch {
      continue;
    }
    for (const text of texts) {
      if (bytes.includes(text) || bytes.includes(Buffer.from(text, 'utf16le'))) hits.add(text);
    }
  }
  closeSync(memory);
  return hits.size;
}
