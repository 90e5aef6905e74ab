/**
 * Makes the lists of reps whose devices did not, from the start of their working day on, so that the lead sees who has
 * not opened theirs. Several server processes may do so at once; a lock per rep keeps them apart.
 */
import { dateOf } from '#shared/domain/calendar.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { Timer } from '#shared/lib/timer.ts';
import type { Db } from '../db/database.ts';
import { errorCode } from '../db/error-code.ts';
import { listDuePlans } from '../domain/plan/due-plan.ts';
import { makePlan } from '../domain/plan/make-plan.ts';
import type { Poker } from '../sync/poke.ts';
import { repeat } from './repeat.ts';

export interface PlanRunnerParts {
  db: Db;
  clock: Clock;
  timer: Timer;
  poker: Poker;
  log: Logger;
  /** Absent: the database serves several at once. See {@link makePlan}. */
  pause?: (() => Promise<void>) | undefined;
}

/** The first time when the devices that waited for the server have handed in what they have. */
const firstMs = 60_000;
const everyMs = 120_000;

/** Returns what stops it; resolves when the list under way is made. */
export function startPlanRunner(parts: PlanRunnerParts): () => Promise<void> {
  const { db, clock, timer, poker, log, pause } = parts;
  async function run(isStopped: () => boolean): Promise<void> {
    let made = 0;
    try {
      for (const { id } of await db.selectFrom('company').select('id').orderBy('id').execute()) {
        for (const owner of await listDuePlans(db, id, clock.now())) {
          if (isStopped()) return;
          // One that fails must not keep the others waiting.
          const notice = await makePlan(db, clock, owner, dateOf(clock.now()), pause).catch(report);
          if (!notice) continue;
          made += 1;
          await poker.publish([notice]);
        }
      }
    } catch (error) {
      report(error);
    }
    if (made > 0) log.info({ made }, 'plan.made');
  }

  function report(error: unknown): undefined {
    log.error({ code: errorCode(error) }, 'plan.failed');
  }

  return repeat({ timer, firstMs, everyMs, run });
}
