/**
 * Keeps the trust stages of every book what the rows say (rules.md R16). Several server processes may do so at once; a row
 * per book keeps them apart, and each piece is a transaction of its own.
 */
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { Timer } from '#shared/lib/timer.ts';
import type { Db } from '../db/database.ts';
import { errorCode } from '../db/error-code.ts';
import { listDueTrustBooks, runTrustStep, smallTrust, usualTrust } from '../domain/trust/trust-round.ts';
import type { TrustBook } from '../domain/trust/trust-round.ts';
import type { Poker } from '../sync/poke.ts';
import { afterCommit } from './after-commit.ts';

export interface TrustRunnerParts {
  db: Db;
  clock: Clock;
  timer: Timer;
  poker: Poker;
  log: Logger;
  /** Absent: the database serves several at once. Else pieces are small, and each waits for this first. */
  pause?: (() => Promise<void>) | undefined;
}

const settleMs = 3_000;
/** Where nobody else gets at the database meanwhile: when those who waited for the server have signed in. */
const embeddedFirstMs = 25_000;

/** Returns what stops it; resolves when the piece under way is written, what is left waits for the next start. */
export function startTrustRunner(parts: TrustRunnerParts): () => Promise<void> {
  const { db, clock, timer, poker, log, pause } = parts;
  const size = pause ? smallTrust : usualTrust;
  async function run(isStopped: () => boolean): Promise<void> {
    try {
      for (const { id } of await db.selectFrom('company').select('id').orderBy('id').execute()) {
        for (const book of await listDueTrustBooks(db, id, clock.now())) {
          if (isStopped()) return;
          // One that fails must not keep the others waiting.
          await check(book, isStopped).catch(report);
        }
      }
    } catch (error) {
      report(error);
    }
  }

  async function check(book: TrustBook, isStopped: () => boolean): Promise<void> {
    while (!isStopped()) {
      await pause?.();
      const step = await runTrustStep(db, clock, book, size);
      if (!step || step.isDone) return;
      await poker.publish(step.notices);
    }
  }

  function report(error: unknown): void {
    log.error({ code: errorCode(error) }, 'trust.failed');
  }

  return afterCommit({ timer, poker, firstMs: pause ? embeddedFirstMs : settleMs, settleMs, run });
}
