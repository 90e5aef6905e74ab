/** Looks for the shortest list of steps that still fails in the same way: takes out ever smaller pieces. */
import type { Step } from './operation.ts';
import type { Plot } from './sequence.ts';

export async function shrink(
  plot: Plot,
  fails: (plot: Plot) => Promise<boolean>,
  limitMs: number,
): Promise<Plot> {
  const end = performance.now() + limitMs;
  const isLate = () => performance.now() > end;
  let steps: readonly Step[] = plot.steps;
  for (let size = Math.ceil(steps.length / 2); size >= 1 && !isLate(); size = Math.floor(size / 2)) {
    for (let from = steps.length - size; from >= 0 && !isLate(); from -= size) {
      const fewer = [...steps.slice(0, from), ...steps.slice(from + size)];
      if (await fails({ ...plot, steps: fewer })) steps = fewer;
    }
  }
  let smallest = { ...plot, steps };
  for (const simpler of [
    { pageRows: 0 },
    { people: plot.people.slice(0, 2) },
    { people: plot.people.slice(0, 3) },
  ]) {
    if (!isLate() && (await fails({ ...smallest, ...simpler }))) smallest = { ...smallest, ...simpler };
  }
  return smallest;
}
