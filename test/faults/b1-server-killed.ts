/** B1: the server, its database or the line between them dies in the middle of transactions. */
import { setTimeout as sleep } from 'node:timers/promises';
import { hasOwnPostgres, startCrashablePostgres, type CrashablePostgres } from '../support/postgres.ts';
import { crowdCompany, type CrowdCompany } from './crowd-company.ts';
import { openLineClient, type LineClient } from './line-client.ts';
import { noteBatch } from './note-batch.ts';
import { createOracle, halfGroups, type Oracle } from './oracle.ts';
import { addHarm, noHarm, type FaultRow, type RowContext, type RowFigures } from './row.ts';
import { fillDatabase, queryDatabase, serverNotes } from './server-database.ts';
import { startServerProcess, type ServerData, type ServerProcess } from './server-process.ts';

type Kind = 'connection' | 'server' | 'postmaster' | 'embedded';

interface Stage {
  data: ServerData;
  server: ServerProcess;
  company: CrowdCompany;
  oracle: Oracle;
  pushers: LineClient[];
  /** Another device of each person, which reads what the pushers wrote. */
  witnesses: LineClient[];
  /** Texts of each mutation sent so far, and of those the witnesses have read. */
  groups: string[][];
  read: Set<string>;
}

export const serverKilled: FaultRow = {
  id: 'B1',
  what: 'server, database connection or postmaster killed in the middle of transactions',
  runs: { full: 300, short: 6 },
  async run(context) {
    const { runs, isShort, log } = context;
    const figures: RowFigures = { ...noHarm, runs: 0, maxRecoverMs: 0, missed: [], extra: {} };
    const counts: Record<Kind, number> = isShort
      ? { connection: 3, server: 1, postmaster: 1, embedded: 1 }
      : { connection: 120, server: 80, postmaster: 20, embedded: 80 };
    log(`${runs} runs: ${JSON.stringify(counts)}`);
    if (hasOwnPostgres) {
      const postgres = await startCrashablePostgres();
      context.defer(() => postgres.stop());
      const stage = await setStage(context, { postgres });
      for (const kind of ['connection', 'server', 'postmaster'] as const) {
        for (let run = 0; run < counts[kind]; run++) await strike(stage, kind, figures, postgres);
      }
      await judge(stage, figures);
    } else figures.skipped = runs - counts.embedded;
    const stage = await setStage(context, { folder: context.folder });
    for (let run = 0; run < counts.embedded; run++) await strike(stage, 'embedded', figures);
    await judge(stage, figures);
    figures.extra = { ...counts, ...figures.extra };
    return figures;
  },
};

async function setStage(context: RowContext, place: Parameters<typeof fillDatabase>[1]): Promise<Stage> {
  const company = await crowdCompany(4, 1);
  const data = await fillDatabase(company.seed, place);
  const server = await startServerProcess(data);
  context.defer(() => server.kill());
  const open = () => Promise.all(company.reps.map((rep) => openLineClient(() => server.url, rep.account)));
  const [pushers, witnesses] = [await open(), await open()];
  context.defer(() => [...pushers, ...witnesses].forEach((client) => client.close()));
  return { data, server, company, oracle: createOracle(), pushers, witnesses, groups: [], read: new Set() };
}

async function strike(stage: Stage, kind: Kind, figures: RowFigures, postgres?: CrashablePostgres) {
  const { company, oracle, pushers, server, data } = stage;
  const batches = company.reps.map((rep, index) => {
    const batch = noteBatch({
      bookId: rep.bookId,
      customerId: rep.customerIds[0]!,
      mark: `${kind}-${rep.account}`,
      firstSeq: figures.runs * 12 + 1,
      mutations: 12,
      notesPerMutation: 3,
    });
    stage.groups.push(...batch.groups);
    for (const body of batch.groups.flat()) oracle.attempted(body, rep.bookId);
    return { ...batch, rep, pusher: pushers[index]! };
  });
  const sent = Promise.all(batches.map(({ pusher, mutations }) => pusher.tryPush(mutations)));
  await sleep(Math.random() * 60);
  if (kind === 'connection') await endConnections(data);
  else if (kind === 'postmaster') await postgres!.crash();
  else await server.kill();
  const answers = await sent;
  const began = performance.now();
  if (kind === 'postmaster') await postgres!.restart();
  else if (kind !== 'connection') await server.start();
  if (answers.some((results) => results === undefined)) {
    figures.extra!['interrupted'] = Number(figures.extra!['interrupted'] ?? 0) + 1;
  }
  for (const [index, results] of answers.entries()) {
    const { rep, groups } = batches[index]!;
    for (const [place] of (results ?? []).entries()) {
      for (const body of groups[place]!) oracle.acknowledged(body, rep.bookId);
    }
  }
  await untilHealthy(server);
  // Before anything is sent again: each mutation is wholly in or wholly out, and no answered one is out.
  await read(stage);
  figures.corrupt += halfGroups(stage.read, stage.groups);
  await Promise.all(
    batches.map(async ({ rep, pusher, mutations, groups }) => {
      const results = await pushSoon(pusher, mutations);
      if (results.some((result) => result.status !== 'applied')) {
        figures.missed!.push(`an edit was rejected after ${kind} was killed`);
      }
      for (const body of groups.flat()) oracle.acknowledged(body, rep.bookId);
    }),
  );
  figures.maxRecoverMs = Math.max(figures.maxRecoverMs, performance.now() - began);
  figures.runs += 1;
}

async function read({ witnesses, read: seen }: Stage): Promise<void> {
  for (const witness of witnesses) {
    for (const answer of await witness.pullAll()) {
      for (const note of answer.rows('note')) seen.add(String(note['body']));
    }
  }
}

/** The pool has found out which of its connections are dead. */
async function untilHealthy({ url }: ServerProcess): Promise<void> {
  for (;;) {
    const answer = await fetch(`${url}/health`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(20);
  }
}

/** Without the manners of a real device, which would leave most of the time to waiting. */
async function pushSoon(client: LineClient, mutations: Parameters<LineClient['tryPush']>[0]) {
  for (;;) {
    const results = await client.tryPush(mutations);
    if (results) return results;
    await sleep(50);
  }
}

/** As an administrator, a failing network or a database that runs short of memory does. */
async function endConnections(data: ServerData): Promise<void> {
  await queryDatabase(
    data,
    `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid()`,
  );
}

async function judge(stage: Stage, figures: RowFigures): Promise<void> {
  await read(stage);
  await stage.server.kill();
  const rows = await serverNotes(stage.data);
  const seen = [...stage.read].map((body) => ({
    body,
    scopeId: rows.find((row) => row.body === body)?.scopeId ?? '',
  }));
  Object.assign(figures, addHarm(figures, stage.oracle.judge(rows), stage.oracle.judge(seen)));
  figures.corrupt += halfGroups(new Set(rows.map((row) => row.body)), stage.groups);
  const [{ stray }] = (await queryDatabase<{ stray: number }>(
    stage.data,
    `select (select count(*) from processed_mutation) - (select count(*) / 3 from note) as stray`,
  )) as [{ stray: number }];
  if (Number(stray) !== 0) figures.missed!.push(`${stray} records of mutations do not match their writes`);
}
