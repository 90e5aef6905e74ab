/**
 * The sync simulator's share of `npm test`: many short runs and some long ones; `npm run sim` plays long ones. SIM_SEED
 * chooses other runs, SIM_RUNS how many.
 */
import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { hasPostgres } from '#test/support/postgres.ts';
import { openFarm, type Outcome } from './farm.ts';
import { plants } from './plant.ts';
import { playOf } from './play-text.ts';

const first = Number(process.env.SIM_SEED ?? 20_260_302);
const runs = Number(process.env.SIM_RUNS ?? 300);
/** Steps: enough for planted faults to be noticed among the first twenty or so runs. */
const brief = 16;
const farm = openFarm();
afterAll(() => farm.close());

const seedsOf = (count: number) => Array.from({ length: count }, (_, index) => first + index);
const failuresOf = ({ failures }: Outcome) =>
  failures.map(({ seed, message, plot }) => `seed ${seed}: ${message}\n--play '${playOf(plot)}'`);

describe(`the sync simulator, from seed ${first}`, () => {
  test(`${runs} runs on PGlite hold every invariant`, { timeout: 1_800_000 }, async () => {
    const outcome = await farm.run({
      seeds: seedsOf(runs),
      jobs: 2,
      postgres: false,
      brief,
      shrinkMs: 60_000,
    });
    expect(failuresOf(outcome)).toEqual([]);
    expect(outcome.runs).toBe(runs);
  });

  test.runIf(hasPostgres)(
    `${runs / 5} runs on PostgreSQL, where transactions overlap, hold every invariant`,
    { timeout: 1_800_000 },
    async () => {
      const seeds = seedsOf(Math.ceil(runs / 5));
      const outcome = await farm.run({ seeds, jobs: 2, postgres: true, brief, shrinkMs: 60_000 });
      expect(failuresOf(outcome)).toEqual([]);
      expect(outcome.runs).toBe(seeds.length);
    },
  );

  test('every planted fault still has its place in the source', () => {
    for (const { name, patches } of plants) {
      const sources = new Map<string, string>();
      for (const { file, find, replace } of patches) {
        const source = sources.get(file) ?? readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
        expect(source.split(find).length - 1, `${name} in ${file}`).toBe(1);
        sources.set(
          file,
          source.replace(find, () => replace),
        );
      }
    }
  });

  test('a planted fault is noticed, so that a green run means something', { timeout: 600_000 }, async () => {
    const plant = 'silent-overwrite';
    const outcome = await farm.run({
      seeds: seedsOf(200),
      jobs: 1,
      postgres: false,
      brief,
      plant,
      stopAtFirst: true,
    });
    expect(outcome.failures[0]?.invariant).toBe('I4');
  });
});
