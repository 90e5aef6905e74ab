/** The disk is full at every write: a file system of every size, and ENOSPC from the nth write on. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { addHarm, noHarm, type FaultRow, type Harm, type RowContext } from './row.ts';
import { lookAtFile, newKey, runWriter, type WriterRun } from './writer.ts';

interface Outcome extends Harm {
  /** The message did not name the disk, or nothing was refused where it had to be. */
  missed: string[];
}

const stepKib = 4;
const smallestKib = 100;

export const diskFull: FaultRow = {
  id: 'D1',
  what: 'disk full at every write: nothing acknowledged is lost, what is there can be read, the message names the disk',
  runs: { full: 300, short: 6 },
  needs: ['strace'],
  async run(context) {
    let harm = { ...noHarm };
    const missed: string[] = [];
    const half = Math.ceil(context.runs / 2);
    const canMount = context.has('mount');
    let skipped = 0;
    let maxRecoverMs = 0;
    for (let run = 0; run < context.runs; run++) {
      const isMounted = run < half;
      if (isMounted && !canMount) {
        skipped += 1;
        continue;
      }
      const began = performance.now();
      const outcome = isMounted
        ? await onSmallDisk(context, run, context.isShort ? run * 40 : run)
        : await withRefusedWrites(context, run - half, context.isShort ? 25 : 1);
      maxRecoverMs = Math.max(maxRecoverMs, performance.now() - began);
      harm = addHarm(harm, outcome);
      missed.push(...outcome.missed);
    }
    return { ...harm, runs: context.runs - skipped, skipped, maxRecoverMs, missed: missed.slice(0, 5) };
  },
};

/** The file is read again where it lies: the disk stays full. */
async function onSmallDisk(context: RowContext, run: number, step: number): Promise<Outcome> {
  const folder = join(context.folder, `disk-${run}`);
  mkdirSync(folder);
  const size = `size=${smallestKib + step * stepKib}k`;
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', folder]).status !== 0) {
    throw new Error(`no file system of ${size}`);
  }
  try {
    const key = newKey();
    const told = await runWriter({ folder, key, notes: 400, bytes: 800 });
    const copy = join(context.folder, `copy-${run}`);
    cpSync(folder, copy, { recursive: true });
    return judge(told, told.notOpened ? { ...noHarm } : lookAtFile(copy, key, told.kept));
  } finally {
    spawnSync('umount', [folder]);
  }
}

async function withRefusedWrites(context: RowContext, run: number, stride: number): Promise<Outcome> {
  const folder = join(context.folder, `enospc-${run}`);
  mkdirSync(folder);
  const key = newKey();
  const before = await runWriter({ folder, key, notes: 5 });
  const from = 1 + run * stride;
  const during = await runWriter({
    folder,
    key,
    notes: 20,
    first: 5,
    under: [
      'strace',
      '-f',
      '-o',
      '/dev/null',
      '-e',
      'trace=pwrite64',
      '-e',
      `inject=pwrite64:error=ENOSPC:when=${from}+`,
    ],
  });
  const look = lookAtFile(folder, key, [...before.kept, ...during.kept]);
  return judge(during, look);
}

function judge(told: WriterRun, harm: Harm): Outcome {
  const messages = [...told.refused, ...(told.notOpened ? [told.notOpened] : [])];
  const other = messages.find((code) => !code.startsWith('STORAGE'));
  const missed = [...told.bugs];
  if (other) missed.push(`the refusal does not name the disk: ${other}`);
  return { ...harm, missed };
}
