/** A long calculation that may be paused: between two steps others get their turn. It never depends on who pauses it. */
export type Steps<T> = Generator<void, T, void>;

/** All of it in one go. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
