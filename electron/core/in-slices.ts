/** Lets core answer others while something long is worked out. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Steps } from '#shared/lib/steps.ts';

/** Milliseconds at a stretch; one step may run over, so it stays well below what a waiting call may notice (50 ms). */
const sliceMs = 12;

export async function inSlices<T>(steps: Steps<T>): Promise<T> {
  let began = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - began < sliceMs) continue;
    await nextTurn();
    began = performance.now();
  }
}
