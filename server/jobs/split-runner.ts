/** Works off accepted splits one after another; goes on with unfinished ones when the server starts. */
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { Timer } from '#shared/lib/timer.ts';
import type { Db } from '../db/database.ts';
import { errorCode } from '../db/error-code.ts';
import { listRunningSplits, runSplitChunk, type SplitJob } from '../domain/split-run.ts';
import type { Poker } from '../sync/poke.ts';

export interface SplitRunner {
  /** There is, or may be, something to do. */
  wake(): void;
  /** Resolves when the chunk under way is over; what is left waits for the next start. */
  stop(): Promise<void>;
}

export interface SplitRunnerParts {
  db: Db;
  clock: Clock;
  timer: Timer;
  poker: Poker;
  log: Logger;
  /** Customers per transaction. */
  chunk: number;
}

/** Also how soon the jobs of a server process that ended are taken over. */
const lookAgainMs = 15_000;

export function createSplitRunner(parts: SplitRunnerParts): SplitRunner {
  const { db, clock, timer, poker, log, chunk } = parts;
  let running: Promise<void> | undefined;
  let isWanted = false;
  let isStopped = false;
  let cancel = () => {};

  function wake(): void {
    isWanted = true;
    if (running || isStopped) return;
    cancel();
    running = rounds();
  }

  async function rounds(): Promise<void> {
    while (isWanted && !isStopped) {
      isWanted = false;
      try {
        // A job that fails must not keep the others waiting.
        for (const job of await listRunningSplits(db)) await work(job).catch(report);
      } catch (error) {
        report(error);
      }
    }
    running = undefined;
    if (!isStopped) cancel = timer.after(lookAgainMs, wake);
  }

  function report(error: unknown): void {
    log.error({ code: errorCode(error) }, 'split.failed');
  }

  async function work(job: SplitJob): Promise<void> {
    while (!isStopped) {
      const outcome = await runSplitChunk(db, clock, job, chunk);
      if (!outcome) return;
      await poker.publish(outcome.notices);
      if (outcome.isDone) return;
    }
  }

  return {
    wake,
    async stop() {
      isStopped = true;
      cancel();
      await running;
    },
  };
}
