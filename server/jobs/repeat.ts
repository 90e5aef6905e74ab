/** What a job does again and again, one run after the other, until the server stops. */
import type { Timer } from '#shared/lib/timer.ts';

interface Repeated {
  timer: Timer;
  /** Milliseconds to the first run, and from the end of one to the next. */
  firstMs: number;
  everyMs: number;
  /** Does not reject. Asks between its pieces whether it is to stop. */
  run: (isStopped: () => boolean) => Promise<void>;
}

/** Returns what stops it; resolves when the run under way has ended. */
export function repeat({ timer, firstMs, everyMs, run }: Repeated): () => Promise<void> {
  let running: Promise<void> | undefined;
  let hasStopped = false;
  let cancel = plan(firstMs);

  function plan(ms: number): () => void {
    return timer.after(ms, () => {
      running = run(() => hasStopped).then(() => {
        running = undefined;
        if (!hasStopped) cancel = plan(everyMs);
      });
    });
  }

  return async () => {
    hasStopped = true;
    cancel();
    await running;
  };
}
