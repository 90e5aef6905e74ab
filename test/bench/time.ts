/** Measuring and bounding time. */
import { setTimeout as sleep } from 'node:timers/promises';

export async function timed<T>(work: () => T | Promise<T>): Promise<{ ms: number; value: T }> {
  const began = performance.now();
  const value = await work();
  return { ms: performance.now() - began, value };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The median time of so many runs, one after another. */
export async function medianOf(runs: number, work: () => unknown): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < runs; run++) times.push((await timed(work)).ms);
  return median(times);
}

/** Rejects where the work takes longer; the work itself is not called off. */
export async function within<T>(ms: number, what: string, work: Promise<T>): Promise<T> {
  const stop = new AbortController();
  const late = sleep(ms, undefined, { signal: stop.signal, ref: false }).then(
    () => Promise.reject(new Error(`${what} took longer than ${ms / 1_000} s`)),
    () => new Promise<never>(() => {}),
  );
  try {
    return await Promise.race([work, late]);
  } finally {
    stop.abort();
  }
}

/** Asks again and again until the answer is true. */
export async function until(ms: number, what: string, question: () => boolean): Promise<void> {
  const end = performance.now() + ms;
  while (!question()) {
    if (performance.now() > end) throw new Error(`${what} did not happen within ${ms / 1_000} s`);
    await sleep(5);
  }
}
