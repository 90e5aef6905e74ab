/** Power loss, as far as one machine can show it: fsyncs per commit are counted, and made to fail from the nth on. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { addHarm, noHarm, type FaultRow, type RowContext } from './row.ts';
import { lookAtFile, newKey, runWriter } from './writer.ts';

/** Mutations of the counted run; opening and closing the file take some fsyncs too. */
const counted = 50;

export const powerLoss: FaultRow = {
  id: 'D6',
  what: 'power loss: every commit reaches the disk (a), fsync fails with EIO from the nth call on (c)',
  runs: { full: 40, short: 4 },
  needs: ['strace'],
  async run(context) {
    const perCommit = await countFsyncs(context);
    let harm = { ...noHarm };
    const missed = perCommit < 1 ? [`${perCommit} fsyncs a commit, at least 1 is needed`] : [];
    let refused = 0;
    let maxRecoverMs = 0;
    for (let run = 0; run < context.runs; run++) {
      const folder = join(context.folder, `eio-${run}`);
      mkdirSync(folder);
      const key = newKey();
      const before = await runWriter({ folder, key, notes: 10 });
      const from = 1 + Math.floor((run * 60) / context.runs);
      const inject = ['-e', 'trace=fsync', '-e', `inject=fsync:error=EIO:when=${from}+`];
      const during = await runWriter({
        folder,
        key,
        notes: 60,
        first: 10,
        under: ['strace', '-f', '-o', '/dev/null', ...inject],
      });
      refused += during.refused.length;
      if (during.bugs.length > 0) missed.push(`from call ${from}: ${during.bugs[0]}`);
      const began = performance.now();
      const look = lookAtFile(folder, key, [...before.kept, ...during.kept]);
      maxRecoverMs = Math.max(maxRecoverMs, performance.now() - began);
      harm = addHarm(harm, look);
    }
    if (refused === 0) missed.push('no commit was refused: the failing fsync was not met');
    return {
      ...harm,
      runs: context.runs,
      maxRecoverMs,
      missed,
      extra: { fsyncsPerCommit: perCommit, refused },
    };
  },
};

async function countFsyncs(context: RowContext): Promise<number> {
  const folder = join(context.folder, 'count');
  mkdirSync(folder);
  const key = newKey();
  // The file exists before, because a later open is the one at which a library falls back to fewer fsyncs.
  await runWriter({ folder, key, notes: 1 });
  const count = async (notes: number, first: number) => {
    const trace = join(context.folder, `trace-${notes}`);
    await runWriter({
      folder,
      key,
      notes,
      first,
      under: ['strace', '-f', '-e', 'trace=fsync,fdatasync', '-o', trace],
    });
    return readFileSync(trace, 'utf8')
      .split('\n')
      .filter((line) => /f(data)?sync\(/.test(line)).length;
  };
  const idle = await count(0, 1);
  const busy = await count(counted, 1);
  return (busy - idle) / counted;
}
