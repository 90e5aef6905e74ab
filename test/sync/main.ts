/**
 * `npm run sim -- --seed N --runs N [--jobs N] [--postgres] [--json] [--plants [--only NAME]] [--replay SEED | --play STEPS]`
 * `--brief N` as `npm test` has it: runs of up to N steps, but for every tenth.
 *
 * The sync simulator: real cores on real files, real company servers on a real database, a network, clocks and disks
 * that misbehave by the seed, and an oracle that remembers what people did. What it holds the program to:
 *
 * I1  Devices that may see a row hold the same row as the server, field by field, once everything is healed, and show it
 *     on the card that stands where its own became part of another. Bytes of an attachment come as they were kept.
 * I2  No device holds a row, or in its file a text, of a scope its person may not see; nobody writes where he may not;
 *     a wiped device has no file. Nobody gets bytes by knowing an id or a hash.
 * I3  Every edit the program took from a person is in the server's history exactly once: as the value, as one that was
 *     overwritten by somebody who saw it, as a conflict, or as a refusal its author can see; or it was on a file that
 *     was lost or wiped at once. Bytes are there, or the one device that had them was lost, or the server went back.
 * I4  Nothing is refused without a reason, no value is overwritten or buried by somebody who did not see it, and every
 *     conflict and every refusal is in view of somebody.
 * I5  Nothing that was deleted comes back, on the server or on a device, unless somebody restored it.
 * I6  The server's tables are what its log adds up to: each change is in one transaction with the record of the one
 *     mutation that asked for it, and is what it asked for. What the server writes by itself is of its own kinds: lists
 *     of the day where no device made one, times of touches in other books, tiers and trust stages that a check has
 *     seen, no more.
 * I7  No device's reads go back; own edits stay in view until the server has decided; no mutation is half seen, none
 *     half written.
 * I8  Once everything is healed nothing waits, and nothing ever hangs.
 */
import { parseArgs } from 'node:util';
import { hasPostgres, howToGetPostgres } from '#test/support/postgres.ts';
import { openFarm, type Farm, type Outcome } from './farm.ts';
import type { Failure } from './job.ts';
import { plants, type Plant } from './plant.ts';
import { playOf, plotOf } from './play-text.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    runs: { type: 'string' },
    jobs: { type: 'string', default: '2' },
    postgres: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    plants: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
    replay: { type: 'string' },
    play: { type: 'string' },
    brief: { type: 'string' },
  },
});

const log = (line: string) => (values.json ? console.error(line) : console.log(line));
const jobs = Number(values.jobs);
const brief = values.brief === undefined ? undefined : Number(values.brief);
const began = performance.now();
const farm = openFarm();
const shrinkMs = 180_000;
/** A planted fault that so many runs do not notice counts as missed. */
const plantRuns = 200;

try {
  if (values.postgres && !hasPostgres) throw new Error(howToGetPostgres);
  if (values.replay !== undefined || values.play !== undefined) await replay(farm);
  else await runAll(farm);
} finally {
  await farm.close();
}

/** A seed as it was drawn, then its shortest case; or a list of steps as a failure printed it. */
async function replay(on: Farm): Promise<void> {
  const plot = values.play === undefined ? undefined : plotOf(values.play);
  const seed = plot?.seed ?? Number(values.replay);
  const { failures } = await on.run({
    seeds: [seed],
    jobs: 1,
    postgres: values.postgres,
    shrinkMs: plot ? 0 : shrinkMs,
    brief,
    plots: plot && [plot],
  });
  for (const failure of failures) log(textOf(failure));
  if (failures.length === 0) log(`seed ${seed} passes`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}

async function runAll(on: Farm): Promise<void> {
  const wantsRuns = values.runs !== undefined || !values.plants;
  const outcome = wantsRuns ? await plainRuns(on) : { runs: 0, steps: 0, failures: [] };
  const wantsPlants = values.plants || values.json;
  const { planted, caught } = wantsPlants ? await plantedRuns(on) : { planted: 0, caught: 0 };
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  const { runs, steps, failures } = outcome;
  if (values.json) {
    console.log(JSON.stringify({ runs, steps, failures: failures.length, planted, caught, seconds }));
  } else log(`${runs} runs, ${steps} steps, ${failures.length} failures, ${seconds} s`);
  process.exitCode = failures.length === 0 && caught === planted ? 0 : 1;
}

async function plainRuns(on: Farm): Promise<Outcome> {
  const first = Number(values.seed);
  const seeds = Array.from({ length: Number(values.runs ?? 100) }, (_, index) => first + index);
  log(`${seeds.length} runs from seed ${first} on ${values.postgres ? 'PostgreSQL' : 'PGlite'}`);
  let done = 0;
  return on.run({
    seeds,
    jobs,
    postgres: values.postgres,
    shrinkMs,
    brief,
    onReport(report) {
      done += 1;
      if (report.kind === 'failure') log(textOf(report));
      else if (done % 100 === 0) log(`${done} of ${seeds.length}`);
    },
  });
}

function textOf({ seed, message, plot }: Failure): string {
  return [
    `FAILED seed ${seed}: ${message}`,
    `  whole: npm run sim -- --replay ${seed}${values.postgres ? ' --postgres' : ''}`,
    `  short: npm run sim -- --play '${playOf(plot)}'${values.postgres ? ' --postgres' : ''}`,
  ].join('\n');
}

async function plantedRuns(on: Farm): Promise<{ planted: number; caught: number }> {
  const wanted = plants.filter(({ name, postgres }) =>
    values.only ? values.only.includes(name) : !postgres || hasPostgres,
  );
  let caught = 0;
  const queue = [...wanted];
  const worker = async () => {
    for (let plant = queue.shift(); plant; plant = queue.shift()) {
      if (await isCaught(on, plant)) caught += 1;
    }
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  log(`${caught} of ${wanted.length} planted faults caught`);
  return { planted: wanted.length, caught };
}

/** Caught is what fails with the fault and passes without it, in the same run. */
async function isCaught(on: Farm, plant: Plant): Promise<boolean> {
  const postgres = plant.postgres ?? false;
  let first = Number(values.seed);
  const end = first + plantRuns;
  while (first < end) {
    const from = first;
    const seeds = Array.from({ length: end - from }, (_, index) => from + index);
    const { name, mood } = plant;
    const { failures } = await on.run({
      seeds,
      jobs: 1,
      postgres,
      plant: name,
      mood,
      brief,
      stopAtFirst: true,
    });
    const found = failures[0];
    if (!found) break;
    first = found.seed + 1;
    const without = await on.run({ seeds: [found.seed], jobs: 1, postgres, mood, brief });
    if (without.failures.length > 0) continue;
    const isRight = found.invariant !== undefined && plant.by.includes(found.invariant);
    // What broke beside the program (a connection of the harness) shows nothing: what the fault does, it does again.
    if (!isRight) {
      const again = await on.run({ seeds: [found.seed], jobs: 1, postgres, plant: name, mood });
      const repeated = again.failures[0];
      if (!repeated || repeated.invariant !== found.invariant) continue;
    }
    const runs = first - Number(values.seed);
    log(`${plant.name.padEnd(24)} ${isRight ? 'caught' : 'CAUGHT WRONGLY'} in run ${runs}: ${found.message}`);
    return isRight;
  }
  log(`${plant.name.padEnd(24)} MISSED in ${plantRuns} runs`);
  return false;
}
