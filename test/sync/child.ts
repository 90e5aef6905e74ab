/** One process of the simulator: plays the runs it is told to, and says of each how it went, a line of JSON each. */
import fc from 'fast-check';
import { plotIn } from './draw.ts';
import { closeLines, play, type Plot } from './sequence.ts';
import { shrink } from './shrink.ts';
import { Violation } from './violation.ts';
import { openWorld } from './world.ts';
import type { Job, Report } from './job.ts';

const job = JSON.parse(process.argv[2]!) as Job;
const tell = (report: Report) => process.stdout.write(`${JSON.stringify(report)}\n`);

const world = await openWorld(job.databaseUrl);

/** What it fails with; undefined where it passes. */
async function failureOf(drawn: Plot): Promise<unknown> {
  try {
    await play(world, drawn, job.folder);
    return undefined;
  } catch (error) {
    return error ?? new Error('nothing was thrown');
  }
}

const ruleOf = (error: unknown) => (error instanceof Violation ? error.invariant : 'crash');

for (const [index, seed] of job.seeds.entries()) {
  let error: unknown;
  const most = seed % 10 === 0 ? undefined : job.brief;
  const drawn = job.plots?.[index] ?? fc.sample(plotIn(job.mood, most), { seed, numRuns: 1 })[0]!;
  error = await failureOf(drawn);
  if (error === undefined) {
    tell({ kind: 'run', seed, steps: drawn.steps.length });
    continue;
  }
  let smallest = drawn;
  if (job.shrinkMs > 0) {
    const rule = ruleOf(error);
    const fails = async (candidate: Plot) => {
      const again = await failureOf(candidate);
      if (again === undefined || ruleOf(again) !== rule) return false;
      error = again;
      return true;
    };
    smallest = await shrink(drawn, fails, job.shrinkMs);
  }
  tell({
    kind: 'failure',
    seed,
    invariant: error instanceof Violation ? error.invariant : undefined,
    message:
      error instanceof Violation
        ? error.message
        : error instanceof Error
          ? (error.stack ?? error.message)
          : JSON.stringify(error),
    plot: smallest,
  });
  if (job.stopAtFirst) break;
}
await closeLines();
await world.close();
process.exit(0);
