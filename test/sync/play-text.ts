/** A run as one line of text: what a failure prints, and what `--play` and the tests of found faults take. */
import { operations, type OperationName } from './operation.ts';
import type { Plot } from './sequence.ts';

/** For instance `7 | 0 1 0 | 3 | patch 0 1 2, sync 1 0 0`: seed, the devices' reps, rows a page, the steps. */
export function playOf({ seed, people, pageRows, steps }: Plot): string {
  const list = steps.map(({ op, d, a, b }) => `${op} ${d} ${a} ${b}`).join(', ');
  return `${seed} | ${people.join(' ')} | ${pageRows} | ${list}`;
}

export function plotOf(text: string): Plot {
  const [seed = '', people = '', pageRows = '', list = ''] = text.split('|').map((part) => part.trim());
  return {
    seed: Number(seed),
    people: people.split(' ').map(Number),
    pageRows: Number(pageRows),
    steps: list.split(',').map((step) => {
      const [op = '', ...numbers] = step.trim().split(' ');
      if (!(op in operations)) throw new Error(`no such step: ${op}`);
      const [d = 0, a = 0, b = 0] = numbers.map(Number);
      return { op: op as OperationName, d, a, b };
    }),
  };
}
