/** What the server does of its own accord, done when the simulator says so. */
import { runOutsideRound } from '#server/domain/outside/outside-round.ts';
import { loadPersonSettings } from '#server/domain/person-settings.ts';
import { makePlan } from '#server/domain/plan/make-plan.ts';
import { listDueTierBooks, runTierStep } from '#server/domain/tier/tier-round.ts';
import { listDueTrustBooks, runTrustStep } from '#server/domain/trust/trust-round.ts';
import type { Db } from '#server/db/database.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { TestPerson } from '#test/support/test-company.ts';

export interface ServerJobs {
  /** The counters of customers who are known in several books; `sweep`: also what has grown too old. */
  outsideRounds(sweep: boolean): Promise<void>;
  /** The list of today of a person whose device made none. */
  makePlan(person: TestPerson): Promise<void>;
  /** Pieces of the check of the trust stages of one of the books that are due; `sweep`: of all in it, not only who changed. */
  trustSteps(index: number, sweep: boolean): Promise<void>;
  /** One piece of the check of the tiers of one of the books that are due, as if all had been there last Monday. */
  tierStep(index: number): Promise<void>;
}

/** Small, so that something comes between two pieces. */
const customersAtOnce = 2;

export function serverJobs({
  db,
  clock,
  companyId,
}: {
  db: Db;
  clock: Clock;
  companyId: string;
}): ServerJobs {
  return {
    async outsideRounds(sweep) {
      for (let isFirst = true; ; isFirst = false) {
        const round = await runOutsideRound(db, clock, companyId, { sweep: sweep && isFirst });
        if (!round?.hasMore) return;
      }
    },
    async makePlan({ id, teamId }) {
      const settings = (await loadPersonSettings(db, companyId, [{ id, teamId }])).get(id)!;
      await makePlan(db, clock, { companyId, personId: id, settings }, dateOf(clock.now()));
    },
    async trustSteps(index, sweep) {
      await listDueTrustBooks(db, companyId, clock.now());
      if (sweep) await db.updateTable('trustRound').set({ sweptAt: null }).execute();
      const due = await listDueTrustBooks(db, companyId, clock.now());
      const book = due[index % Math.max(1, due.length)];
      const size = { customers: customersAtOnce, rows: 3 };
      for (let pieces = 0; book && pieces <= index % 4; pieces++) await runTrustStep(db, clock, book, size);
    },
    async tierStep(index) {
      await listDueTierBooks(db, companyId, clock.now());
      await db.updateTable('tierRound').set({ seenAt: '2026-01-01T00:00:00.000Z' }).execute();
      const due = await listDueTierBooks(db, companyId, clock.now());
      const book = due[index % Math.max(1, due.length)];
      if (book) await runTierStep(db, clock, book, customersAtOnce);
    },
  };
}
