/** What a job does a moment after a commit that moved a scope, and every minute anyway. */
import type { Timer } from '#shared/lib/timer.ts';
import type { Poker } from '../sync/poke.ts';

interface AfterCommit {
  timer: Timer;
  poker: Poker;
  firstMs: number;
  settleMs: number;
  /** Does not reject. Asks between its pieces whether it is to stop. */
  run: (isStopped: () => boolean) => Promise<void>;
}

const everyMs = 60_000;

/** Returns what stops it; resolves when the run under way has ended. Commits come in bursts; one run serves them all. */
export function afterCommit({ timer, poker, firstMs, settleMs, run }: AfterCommit): () => Promise<void> {
  let running: Promise<void> | undefined;
  let hasStopped = false;
  let cancel = timer.after(firstMs, go);
  /** True while the next run is the one of every minute: a notice draws it nearer. */
  let isIdle = false;
  /** Something was committed that the run under way may have missed. */
  let isWanted = false;
  const unsubscribe = poker.subscribe((notice) => {
    if ('person' in notice) return;
    isWanted = true;
    if (isIdle) plan(settleMs);
  });

  function plan(ms: number): void {
    cancel();
    if (hasStopped) return;
    isIdle = ms === everyMs;
    cancel = timer.after(ms, go);
  }

  function go(): void {
    isIdle = false;
    isWanted = false;
    running = run(() => hasStopped).then(() => {
      running = undefined;
      plan(isWanted ? settleMs : everyMs);
    });
  }

  return async () => {
    hasStopped = true;
    unsubscribe();
    cancel();
    await running;
  };
}
