/** Spreads runs over processes and gathers what they say. */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { startPostgres, type TestPostgres } from '#test/support/postgres.ts';
import type { Mood } from './draw.ts';
import type { Failure, Job, Report } from './job.ts';
import type { Plot } from './sequence.ts';

export interface Outcome {
  runs: number;
  steps: number;
  failures: Failure[];
}

export interface FarmOptions {
  seeds: readonly number[];
  jobs: number;
  postgres: boolean;
  plant?: string;
  shrinkMs?: number;
  stopAtFirst?: boolean;
  mood?: Mood | undefined;
  /** As {@link Job.brief}. */
  brief?: number | undefined;
  /** Played instead of what the seeds of the same places draw, one after another. */
  plots?: readonly Plot[] | undefined;
  onReport?: (report: Report) => void;
}

export interface Farm {
  run(options: FarmOptions): Promise<Outcome>;
  close(): Promise<void>;
}

/** Memory, where the machine offers it: the runs are about what is written, not about how fast a disk is. */
const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
const child = fileURLToPath(new URL('child.ts', import.meta.url));
const loader = new URL('plant-loader.ts', import.meta.url).href;
/** Reading and translating the program costs a process more than a run does. */
const compiled = fileURLToPath(new URL('../../node_modules/.cache/rapport/compiled/', import.meta.url));

export function openFarm(): Farm {
  const folder = mkdtempSync(join(place, 'rapport-sim-'));
  let postgres: Promise<TestPostgres> | undefined;
  /** Made one after another: two at once would get one name. */
  let databases = Promise.resolve('');

  async function work(options: FarmOptions, seeds: readonly number[], outcome: Outcome): Promise<void> {
    let databaseUrl: string | undefined;
    if (options.postgres) {
      postgres ??= startPostgres();
      databases = databases.then(async () => (await postgres!).createDatabase());
      databaseUrl = await databases;
    }
    const job: Job = {
      seeds,
      folder,
      databaseUrl,
      shrinkMs: options.shrinkMs ?? 0,
      stopAtFirst: options.stopAtFirst ?? false,
      mood: options.mood,
      brief: options.brief,
      plots: options.plots,
    };
    const { plant } = options;
    const args = [...(plant ? ['--import', loader] : []), child, JSON.stringify(job)];
    const process_ = spawn(process.execPath, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_COMPILE_CACHE: compiled, ...(plant ? { SIM_PLANT: plant } : {}) },
    });
    let errors = '';
    process_.stderr.on('data', (chunk: Buffer) => {
      errors = (errors + chunk.toString()).slice(-4_000);
    });
    const ended = new Promise<number | null>((resolve) => process_.once('close', resolve));
    for await (const line of createInterface(process_.stdout)) {
      const report = JSON.parse(line) as Report;
      outcome.runs += 1;
      outcome.steps += report.kind === 'run' ? report.steps : report.plot.steps.length;
      if (report.kind === 'failure') outcome.failures.push(report);
      options.onReport?.(report);
    }
    const code = await ended;
    if (code !== 0) throw new Error(`a process of the simulator ended with ${code}: ${errors}`);
  }

  return {
    async run(options) {
      const outcome: Outcome = { runs: 0, steps: 0, failures: [] };
      const jobs = options.plots ? 1 : Math.min(options.jobs, options.seeds.length);
      const shares = Array.from({ length: jobs }, (_, job) =>
        options.seeds.filter((_seed, index) => index % jobs === job),
      );
      await Promise.all(shares.map((seeds) => work(options, seeds, outcome)));
      outcome.failures.sort((a, b) => a.seed - b.seed);
      return outcome;
    },
    async close() {
      await (await postgres)?.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
