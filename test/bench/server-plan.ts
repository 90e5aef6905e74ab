/** The server's work for lists and shared counters: the reps of the demo company with 400 customers each. */
import { join } from 'node:path';
import { sql } from 'kysely';
import { demoCompany } from '#server/domain/demo/demo-company.ts';
import { runOutsideRound } from '#server/domain/outside/outside-round.ts';
import { listDuePlans } from '#server/domain/plan/due-plan.ts';
import { makePlan } from '#server/domain/plan/make-plan.ts';
import { addDays } from '#shared/domain/calendar.ts';
import { startCompanyServer } from '#test/support/company-server.ts';
import { hasOwnPostgres, startCrashablePostgres } from '#test/support/postgres.ts';
import type { Figure } from './figure.ts';
import { medianOf, timed } from './time.ts';
import type { Workplace } from './workplace.ts';

/** A Wednesday. */
const today = '2026-11-25';
const now = Date.parse(`${today}T01:00:00.000Z`);

export async function serverPlan(workplace: Workplace): Promise<Figure[]> {
  const postgres = hasOwnPostgres ? await startCrashablePostgres() : undefined;
  const place = postgres
    ? { databaseUrl: await postgres.createDatabase() }
    : { dataDir: join(workplace.folder, 'server-plan') };
  const company = demoCompany({ today, now: new Date(now).toISOString() });
  const clock = { at: now, now: () => clock.at };
  const server = await startCompanyServer({ ...place, company, clock });
  const { db } = server;
  const companyId = company.company.id;
  const where = postgres ? 'PostgreSQL' : 'embedded database';
  try {
    const fill = await timed(async () => {
      while ((await runOutsideRound(db, clock, companyId))?.hasMore);
    });
    const idle = await medianOf(9, () => runOutsideRound(db, clock, companyId));
    let items = 0;
    const morning = async (on: string) => {
      clock.at = now + (Date.parse(on) - Date.parse(today));
      const due = await listDuePlans(db, companyId, clock.at);
      for (const owner of due)
        if (!(await makePlan(db, clock, owner, on))) throw new Error('no list was made');
      return due.length;
    };
    // Days that follow each other, each made for the first time.
    const mornings = [0, 1, 2].map((days) => addDays(today, days));
    const made: number[] = [];
    const lists: number[] = [];
    for (const on of mornings) {
      const { value: reps, ms } = await timed(() => morning(on));
      // One of the eight may be on leave.
      if (reps < 7) throw new Error(`only ${reps} lists`);
      made.push(ms);
      lists.push(reps);
      items = (await db.selectFrom('plan_item').select('id').where('planOn', '=', on).execute()).length;
    }
    const read = await medianOf(3, () =>
      sql`select count(*), max(happened_at), max(length(body)) from touch`.execute(db),
    );
    const one = await medianOf(9, () => sql`select 1`.execute(db));
    return [
      {
        figure: 'server-plan: reps of 400 customers',
        measured: made.toSorted((a, b) => a - b)[1]!,
        unit: 'ms',
        target: { atMost: 4_000 },
        reference: { what: 'reading all touches of the eight books', measured: read },
        note: `${lists.join(', ')} of them, one after the other, loaded, built and stored; ${items} items; first morning ${Math.round(made[0]!)} ms; ${where}`,
      },
      {
        figure: 'server-plan: shared counters, nothing new',
        measured: idle,
        unit: 'ms',
        target: { atMost: 20 },
        reference: { what: 'one statement', measured: one },
        note: `the first look through the whole company took ${Math.round(fill.ms)} ms; ${where}`,
      },
    ];
  } finally {
    await server.close();
    await postgres?.stop();
  }
}
