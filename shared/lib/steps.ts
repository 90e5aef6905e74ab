/** A long calculation that may be paused: between two steps others get their turn. It never depends on who pauses it. */
export type Steps<T> = Generator<void, T, void>;

/** All of it in one go. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * The work on each of many, with a pause after every so many. A plain loop in a plain function: the body of a generator
 * runs several times as slow.
 */
export function* inParts<T>(
  all: readonly T[],
  perStep: number,
  work: (one: T, place: number) => void,
): Steps<void> {
  for (let from = 0; from < all.length; from += perStep) {
    if (from > 0) yield;
    eachOf(all, from, Math.min(from + perStep, all.length), work);
  }
}

function eachOf<T>(all: readonly T[], from: number, to: number, work: (one: T, place: number) => void): void {
  for (let place = from; place < to; place++) work(all[place]!, place);
}
