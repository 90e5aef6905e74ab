/** B2: the server goes away and comes back while a whole fleet is connected to it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { crowdCompany } from './crowd-company.ts';
import { newStats, openLineClient } from './line-client.ts';
import { noteBatch } from './note-batch.ts';
import { createOracle } from './oracle.ts';
import { addHarm, noHarm, type FaultRow, type RowFigures } from './row.ts';
import { fillDatabase, serverNotes } from './server-database.ts';
import { sharedPostgres } from './shared-postgres.ts';
import { startServerProcess } from './server-process.ts';

/** Everybody is connected again within this time of the server's return. */
const mostMs = 60_000;

export const serverRestart: FaultRow = {
  id: 'B2',
  what: 'server killed or restarted while a fleet listens and writes',
  runs: { full: 20, short: 2 },
  needs: ['postgres'],
  async run(context) {
    const { runs, isShort } = context;
    const devices = isShort ? 30 : 500;
    const figures: RowFigures = { ...noHarm, runs: 0, maxRecoverMs: 0, missed: [] };
    const postgres = await sharedPostgres();
    const company = await crowdCompany(devices, 1);
    const data = await fillDatabase(company.seed, { postgres });
    const server = await startServerProcess(data);
    context.defer(() => server.kill());
    const [stats, oracle, stop] = [newStats(), createOracle(), new AbortController()];
    context.defer(() => stop.abort());
    const openings: number[] = [];
    const fleet = [];
    for (const [index, rep] of company.reps.entries()) {
      const client = await openLineClient(() => server.url, rep.account, stats);
      context.defer(() => client.close());
      openings.push(0);
      void client.listen(() => void openings[index]!++, stop.signal);
      fleet.push({ rep, client, seq: 0 });
    }
    await until(() => openings.every((count) => count > 0), mostMs);

    for (let run = 0; run < runs; run++) {
      const before = [...openings];
      // A fifth of them are writing when it happens.
      const writers = fleet.filter((_, index) => index % 5 === run % 5);
      const written = writers.map(async (writer) => {
        const { rep, client } = writer;
        await sleep(Math.random() * 300);
        const { mutations, groups } = noteBatch({
          bookId: rep.bookId,
          customerId: rep.customerIds[0]!,
          mark: rep.account,
          firstSeq: writer.seq + 1,
          mutations: 5,
        });
        writer.seq += 5;
        for (const body of groups.flat()) oracle.attempted(body, rep.bookId);
        const results = await client.pushAll(mutations, stop.signal);
        for (const [place, { status }] of results.entries()) {
          if (status === 'applied') oracle.acknowledged(groups[place]![0]!, rep.bookId);
        }
      });
      await sleep(150);
      if (run % 2 === 0) await server.kill();
      else await server.stop();
      await server.start();
      const began = performance.now();
      await Promise.all(written);
      const areBack = await until(() => openings.every((count, index) => count > before[index]!), mostMs);
      const took = performance.now() - began;
      figures.maxRecoverMs = Math.max(figures.maxRecoverMs, took);
      if (!areBack || took > mostMs) figures.missed!.push(`not all were back after ${mostMs / 1_000} s`);
      figures.runs += 1;
    }
    const { requests, heldOff, timeouts, broken } = stats;
    const peakMemoryMb = Math.round(server.peakMemory() / 1024 / 1024);
    stop.abort();
    await server.stop();
    Object.assign(figures, addHarm(figures, oracle.judge(await serverNotes(data))));
    const edits = oracle.acknowledgedCount;
    return { ...figures, extra: { devices, edits, requests, heldOff, timeouts, broken, peakMemoryMb } };
  },
};

async function until(isTrue: () => boolean, ms: number): Promise<boolean> {
  for (const end = performance.now() + ms; performance.now() < end; await sleep(20))
    if (isTrue()) return true;
  return isTrue();
}
