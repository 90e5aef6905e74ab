/**
 * Keeps the shared counters of customers who are known in several books (rules.md R4): a moment after a commit that moved a
 * book or a plan, and every minute anyway. Several server processes may do so at once; a lock per company keeps them apart.
 */
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { Timer } from '#shared/lib/timer.ts';
import type { Db } from '../db/database.ts';
import { errorCode } from '../db/error-code.ts';
import { runOutsideRound, smallRound, usualRound } from '../domain/outside/outside-round.ts';
import type { Poker } from '../sync/poke.ts';
import { afterCommit } from './after-commit.ts';

export interface OutsideRunnerParts {
  db: Db;
  clock: Clock;
  timer: Timer;
  poker: Poker;
  log: Logger;
  /** Absent: the database serves several at once. Else rounds are small, and each waits for this first. */
  pause?: (() => Promise<void>) | undefined;
}

const settleMs = 1_500;
/** The first time, where nobody else gets at the database meanwhile: when those who waited for the server have signed in. */
const embeddedFirstMs = 20_000;
const sweepMs = 6 * 3_600_000;

/** Returns what stops it; resolves when a round under way is over. */
export function startOutsideRunner(parts: OutsideRunnerParts): () => Promise<void> {
  const { db, clock, timer, poker, log, pause } = parts;
  let sweptAt = -Infinity;

  async function run(isStopped: () => boolean): Promise<void> {
    const sweep = clock.now() - sweptAt >= sweepMs;
    try {
      for (const { id } of await db.selectFrom('company').select('id').orderBy('id').execute()) {
        for (let isFirst = true; !isStopped(); isFirst = false) {
          await pause?.();
          const size = pause ? smallRound : usualRound;
          const round = await runOutsideRound(db, clock, id, { sweep: sweep && isFirst, size });
          if (!round) break;
          await poker.publish(round.notices);
          if (!round.hasMore) break;
        }
      }
      if (sweep) sweptAt = clock.now();
    } catch (error) {
      log.error({ code: errorCode(error) }, 'outside.failed');
    }
  }

  return afterCommit({ timer, poker, firstMs: pause ? embeddedFirstMs : settleMs, settleMs, run });
}
