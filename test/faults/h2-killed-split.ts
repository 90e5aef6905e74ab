/** H2: the server dies while it moves customers between books; the job is given twice and by two admins at once. */
import { setTimeout as sleep } from 'node:timers/promises';
import { signIn, type Device } from '../server/device.ts';
import { startPostgres } from '../support/postgres.ts';
import { crowdCompany, type CrowdCompany } from './crowd-company.ts';
import { noHarm, type FaultRow } from './row.ts';
import { fillDatabase, queryDatabase } from './server-database.ts';
import { startServerProcess } from './server-process.ts';

export const killedSplit: FaultRow = {
  id: 'H2',
  what: 'server killed while it splits a book: goes on after the restart, each customer in exactly one book',
  runs: { full: 200, short: 3 },
  needs: ['postgres'],
  async run(context) {
    const customers = context.isShort ? 300 : 5_000;
    const postgres = await startPostgres();
    context.defer(() => postgres.stop());
    const company = await crowdCompany(2, customers);
    const data = await fillDatabase(company.seed, { postgres });
    const server = await startServerProcess(data);
    context.defer(() => server.kill());
    let admins = await signInAdmins(server.url);
    const figures = { ...noHarm, runs: 0, maxRecoverMs: 0, missed: [] as string[] };
    const all = company.reps[0]!.customerIds;
    for (let run = 0; run < context.runs; run++) {
      const [from, to] = run % 2 === 0 ? [0, 1] : [1, 0];
      const order = splitOrder(company, from!, to!, all);
      // Two admins at once: both jobs are taken, and what one has moved the other passes over.
      await Promise.all(admins.map((admin) => admin.post('/v1/admin/book/split', order)));
      await sleep((run * 37) % 400);
      await server.kill();
      await server.start();
      const began = performance.now();
      admins = await signInAdmins(server.url);
      for (;;) {
        const { body } = await admins[0]!.get('/v1/admin/book/splits');
        const { splits } = body as { splits: { status: string }[] };
        if (splits.every(({ status }) => status === 'done')) break;
        await sleep(50);
      }
      figures.maxRecoverMs = Math.max(figures.maxRecoverMs, performance.now() - began);
      const rows = await queryDatabase<{ id: string; scope: string }>(
        data,
        'select id::text as id, scope_id::text as scope from customer',
      );
      const target = company.reps[to!]!.bookId;
      const moved = new Set(all);
      const counts = Map.groupBy(
        rows.filter(({ id }) => moved.has(id)),
        ({ id }) => id,
      );
      for (const id of all) {
        const places = counts.get(id) ?? [];
        if (places.length === 0) figures.lost += 1;
        figures.duplicated += Math.max(0, places.length - 1);
        if (places[0] && places[0].scope !== target) figures.corrupt += 1;
      }
      figures.runs += 1;
    }
    return { ...figures, extra: { customers } };
  },
};

function signInAdmins(url: string): Promise<Device[]> {
  return Promise.all([signIn(url, 'admin'), signIn(url, 'admin')]);
}

function splitOrder(company: CrowdCompany, from: number, to: number, customerIds: readonly string[]) {
  return {
    fromBookId: company.reps[from]!.bookId,
    fromPersonId: company.reps[from]!.personId,
    toBookId: company.reps[to]!.bookId,
    customerIds,
    reason: 'test',
  };
}
