/** C4: the first download over 64 kbit/s with 400 ms there and back and 5 % loss. */
import { setTimeout as sleep } from 'node:timers/promises';
import { startCoreProcess } from './core-process.ts';
import { crowdCompany } from './crowd-company.ts';
import { deviceOf, faultsOfFile } from './device-scene.ts';
import { makeNetworkSpace, type NetworkSpace } from './network-space.ts';
import { createOracle } from './oracle.ts';
import { percentile } from './percentile.ts';
import { addHarm, noHarm, type FaultRow, type RowContext, type RowFigures } from './row.ts';
import { fillDatabase, serverNotes } from './server-database.ts';
import { startServerProcess } from './server-process.ts';
import { startSlowLine } from './slow-line.ts';

const line = { bytesPerSecond: 64_000 / 8, delayMs: 200 };
const lossPercent = 5;
/** While the download runs; a person does not notice less. Beside other tests everything takes longer. */
const mostMs = { full: 100, short: 300 };

export const slowLink: FaultRow = {
  id: 'C4',
  what: 'first download over 64 kbit/s, 400 ms, 5 % loss',
  runs: { full: 10, short: 1 },
  async run(context) {
    const { isShort, runs, folder } = context;
    const figures: RowFigures = { ...noHarm, runs: 0, maxRecoverMs: 0, missed: [] };
    const cards = isShort ? 200 : 1_000;
    const company = await crowdCompany(1, cards);
    const rep = company.reps[0]!;
    const data = await fillDatabase(company.seed, { folder });
    const space = await lossySpace(context);
    const under = space?.under ?? [];
    const server = await startServerProcess(data, {}, { under });
    context.defer(() => server.kill());
    const targetPort = Number(new URL(server.url).port);
    const slow = await startSlowLine({ ...line, targetPort, lossPercent: space ? 0 : lossPercent }, under);
    context.defer(() => slow.end());
    // Only what passes over the slow line is lost.
    if (space) for (const end of ['dport', 'sport']) space.run('nft', lossRule(end, slow.port));
    const oracle = createOracle();
    const answerMs: number[] = [];
    for (let run = 0; run < runs; run++) {
      const dataDir = `${folder}/device-${run}`;
      const core = await startCoreProcess({ dataDir, serverUrl: `http://127.0.0.1:${slow.port}`, under });
      context.defer(() => core.kill());
      const device = deviceOf(core, rep, oracle);
      const began = performance.now();
      await core.signIn(rep.account);
      for (let isDone = false; !isDone;) {
        const asked = performance.now();
        const found = await core.call<{ total: number }>('customer.list', {
          filter: {},
          sort: { by: 'name', direction: 'asc' },
        });
        answerMs.push(performance.now() - asked);
        const state = await device.state();
        isDone = found.total === cards && state.connection === 'online';
        if (performance.now() - began > 180_000) throw new Error(`only ${found.total} cards after 3 minutes`);
        await sleep(50);
      }
      figures.maxRecoverMs = Math.max(figures.maxRecoverMs, performance.now() - began);
      await device.writeNote(`over a slow line ${run}`);
      await device.settle();
      const harm = addHarm(oracle.judge(await device.notes(), false), await faultsOfFile(device));
      Object.assign(figures, addHarm(figures, harm));
      figures.runs += 1;
      await core.close();
    }
    await server.kill();
    Object.assign(figures, addHarm(figures, oracle.judge(await serverNotes(data))));
    const p95 = Math.round(percentile(answerMs, 95));
    const most = isShort ? mostMs.short : mostMs.full;
    if (p95 > most) figures.missed!.push(`the core took ${p95} ms (p95) to answer during the download`);
    const lossBy = space ? 'nft in a network of its own' : 'the line’s own';
    return { ...figures, extra: { cards, answers: answerMs.length, answerP95Ms: p95, lossBy } };
  },
};

async function lossySpace(context: RowContext): Promise<NetworkSpace | undefined> {
  if (!context.has('nft') || !context.has('netns')) return undefined;
  const space = await makeNetworkSpace(context);
  space.run('nft', 'add', 'table', 'inet', 'line');
  space.run('nft', 'add chain inet line input { type filter hook input priority 0; }');
  try {
    space.run('nft', lossRule('dport', 9));
  } catch {
    return undefined;
  }
  return space;
}

function lossRule(end: string, port: number): string {
  return `add rule inet line input tcp ${end} ${port} numgen random mod 100 < ${lossPercent} drop`;
}
