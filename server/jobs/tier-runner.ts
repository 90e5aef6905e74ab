/**
 * Works the tiers of every book out each Monday 06:00, or once as soon as a server runs again (rules.md R1). Several server
 * processes may do so at once; a row per book keeps them apart, and each piece is a transaction of its own.
 */
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { Timer } from '#shared/lib/timer.ts';
import type { Db } from '../db/database.ts';
import { errorCode } from '../db/error-code.ts';
import { listDueTierBooks, runTierStep, type TierBook } from '../domain/tier/tier-round.ts';
import type { Poker } from '../sync/poke.ts';
import { repeat } from './repeat.ts';

export interface TierRunnerParts {
  db: Db;
  clock: Clock;
  timer: Timer;
  poker: Poker;
  log: Logger;
  /** Customers per transaction. */
  size?: number;
}

/** The first time when the devices that waited for the server have handed in what they have. */
const firstMs = 90_000;
const everyMs = 120_000;
const usualSize = 250;

/** Returns what stops it; resolves when the piece under way is written, what is left waits for the next start. */
export function startTierRunner(parts: TierRunnerParts): () => Promise<void> {
  const { db, clock, timer, poker, log, size = usualSize } = parts;
  async function run(isStopped: () => boolean): Promise<void> {
    let checked = 0;
    try {
      for (const { id } of await db.selectFrom('company').select('id').orderBy('id').execute()) {
        for (const book of await listDueTierBooks(db, id, clock.now())) {
          if (isStopped()) return;
          // One that fails must not keep the others waiting.
          if (await check(book, isStopped).catch(report)) checked += 1;
        }
      }
    } catch (error) {
      report(error);
    }
    if (checked > 0) log.info({ checked }, 'tiers.checked');
  }

  async function check(book: TierBook, isStopped: () => boolean): Promise<boolean> {
    while (!isStopped()) {
      const step = await runTierStep(db, clock, book, size);
      if (!step) return false;
      await poker.publish(step.notices);
      if (step.isDone) return true;
    }
    return false;
  }

  function report(error: unknown): undefined {
    log.error({ code: errorCode(error) }, 'tiers.failed');
  }

  return repeat({ timer, firstMs, everyMs, run });
}
