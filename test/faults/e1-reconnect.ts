/** E1: after an outage every device comes back at once, each with a full queue. */
import { crowdCompany } from './crowd-company.ts';
import { newStats, openLineClient } from './line-client.ts';
import { noteBatch } from './note-batch.ts';
import { createOracle } from './oracle.ts';
import { percentile } from './percentile.ts';
import { addHarm, noHarm, type FaultRow, type RowContext, type RowFigures } from './row.ts';
import { fillDatabase, serverNotes } from './server-database.ts';
import { sharedPostgres } from './shared-postgres.ts';
import { startServerProcess, type ServerData } from './server-process.ts';

const megabyte = 1024 * 1024;
/** Of the server process, with everything it holds for a whole fleet. */
const mostMemory = 700 * megabyte;

interface Crowd {
  devices: number;
  edits: number;
}

export const reconnect: FaultRow = {
  id: 'E1',
  what: 'every device reconnects at once with a full queue',
  runs: { full: 3, short: 2 },
  async run(context) {
    const { isShort, runs, has } = context;
    const fleet: Crowd = isShort ? { devices: 30, edits: 10 } : { devices: 500, edits: 200 };
    // The embedded database takes one transaction at a time and is for a small company.
    const team: Crowd = isShort ? { devices: 15, edits: 5 } : { devices: 100, edits: 50 };
    const figures: RowFigures = { ...noHarm, runs: 0, maxRecoverMs: 0, missed: [], extra: {} };
    const onPostgres = async () => ({ postgres: await sharedPostgres() });
    for (let run = 0; run < runs; run++) {
      const isLast = run === runs - 1;
      if (isLast) await comeBack(context, 'pglite', { folder: context.folder }, team, figures);
      else if (has('postgres')) await comeBack(context, 'postgres', await onPostgres(), fleet, figures);
      else figures.skipped = (figures.skipped ?? 0) + 1;
    }
    return figures;
  },
};

async function comeBack(
  context: RowContext,
  kind: string,
  place: Parameters<typeof fillDatabase>[1],
  { devices, edits }: Crowd,
  figures: RowFigures,
): Promise<void> {
  const company = await crowdCompany(devices, 2);
  const data = await fillDatabase(company.seed, place);
  const server = await startServerProcess(data);
  context.defer(() => server.kill());
  const stats = newStats();
  const oracle = createOracle();
  const clients = [];
  for (const rep of company.reps) {
    clients.push({ rep, client: await openLineClient(() => server.url, rep.account, stats) });
  }
  await server.stop();
  // A fresh process: what signing in took is not counted.
  await server.start();
  const began = performance.now();
  const doneMs: number[] = [];
  let rejected = 0;
  await Promise.all(
    clients.map(async ({ rep, client }) => {
      const { mutations, groups } = noteBatch({
        bookId: rep.bookId,
        customerId: rep.customerIds[0]!,
        mark: rep.account,
        firstSeq: 1,
        mutations: edits,
      });
      for (const body of groups.flat()) oracle.attempted(body, rep.bookId);
      await client.pullAll();
      const results = await client.pushAll(mutations);
      for (const [index, result] of results.entries()) {
        if (result.status === 'applied') oracle.acknowledged(groups[index]![0]!, rep.bookId);
        else rejected += 1;
      }
      await client.pullAll();
      doneMs.push(performance.now() - began);
    }),
  );
  const memory = server.peakMemory();
  for (const { client } of clients) client.close();
  await server.stop();
  const harm = oracle.judge(await serverNotes(data as ServerData));
  Object.assign(figures, addHarm(figures, harm));
  figures.runs += 1;
  const took = Math.max(...doneMs);
  figures.maxRecoverMs = Math.max(figures.maxRecoverMs, took);
  const report = {
    devices,
    edits,
    allDoneMs: Math.round(took),
    firstDoneMs: Math.round(Math.min(...doneMs)),
    pushP50Ms: Math.round(percentile(stats.pushMs, 50)),
    answerP99Ms: Math.round(percentile(stats.answerMs, 99)),
    pushP99Ms: Math.round(percentile(stats.pushMs, 99)),
    requests: stats.requests,
    heldOff: stats.heldOff,
    timeouts: stats.timeouts,
    broken: stats.broken,
    refused: stats.refused,
    peakMemoryMb: Math.round(memory / megabyte),
  };
  figures.extra = { ...figures.extra, [`${kind}${figures.runs}`]: report };
  context.log(`${kind} ${JSON.stringify(report)}`);
  if (oracle.acknowledgedCount !== devices * edits) {
    figures.missed!.push(`${devices * edits - oracle.acknowledgedCount} edits never got through (${kind})`);
  }
  if (rejected > 0) figures.missed!.push(`${rejected} edits were rejected (${kind})`);
  if (memory > mostMemory) figures.missed!.push(`the server took ${report.peakMemoryMb} MB (${kind})`);
}
