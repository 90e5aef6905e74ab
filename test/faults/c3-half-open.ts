/** C3: packets vanish without a word: connections stay open and nothing ever comes. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { SyncState } from '#shared/contract/sync.ts';
import { startCoreProcess } from './core-process.ts';
import { crowdCompany } from './crowd-company.ts';
import { deviceOf, faultsOfFile, setScene, type SceneDevice } from './device-scene.ts';
import { makeNetworkSpace } from './network-space.ts';
import { createOracle } from './oracle.ts';
import { percentile } from './percentile.ts';
import { addHarm, noHarm, type FaultRow, type Harm, type RowContext, type RowFigures } from './row.ts';
import { fillDatabase, serverNotes } from './server-database.ts';
import { startServerProcess } from './server-process.ts';

/** Until the core says offline, with and without an edit to hand in. */
const mostMs = 15_000;

interface Line {
  devices: SceneDevice[];
  cut(): void;
  mend(): void;
  judge(): Promise<Harm>;
}

export const halfOpen: FaultRow = {
  id: 'C3',
  what: 'half-open connections: packets vanish without a word',
  runs: { full: 50, short: 2 },
  async run(context) {
    const { isShort, has, runs } = context;
    const figures: RowFigures = { ...noHarm, runs: 0, maxRecoverMs: 0, missed: [] };
    const devices = isShort ? 2 : 10;
    const isReal = has('nft') && has('netns');
    const line = await (isReal ? droppingLine(context, devices) : stallingLine(context, devices));
    const offlineMs: { writing: number[]; idle: number[] } = { writing: [], idle: [] };
    const backMs: number[] = [];
    for (let round = 0; figures.runs < runs; round++) {
      line.cut();
      // Half of them have an edit to hand in, the others only listen.
      const took = await Promise.all(
        line.devices.map(async (device, index) => {
          const isWriting = index % 2 === 0;
          if (isWriting) await device.writeNote(`cut ${round} ${index}`);
          const ms = await untilOffline(device);
          (isWriting ? offlineMs.writing : offlineMs.idle).push(ms);
          return ms;
        }),
      );
      line.mend();
      const began = performance.now();
      // Nobody asks them to: they come back by themselves, not all in the same moment.
      await Promise.all(
        line.devices.map(async (device) => {
          await untilOnline(device);
          backMs.push(performance.now() - began);
        }),
      );
      figures.maxRecoverMs = Math.max(figures.maxRecoverMs, performance.now() - began);
      figures.runs += took.length;
    }
    const slowest = Math.max(...offlineMs.writing, ...offlineMs.idle);
    if (slowest > mostMs) figures.missed!.push(`said offline only after ${(slowest / 1_000).toFixed(1)} s`);
    const spreadMs = Math.round(percentile(backMs, 100) - percentile(backMs, 0));
    if (line.devices.length > 2 && spreadMs < 500) figures.missed!.push('all came back in the same moment');
    const extra = {
      by: isReal ? 'nft drop in a network of its own' : 'a proxy that stalls',
      offlineWritingMs: Math.round(Math.max(...offlineMs.writing)),
      offlineIdleMs: Math.round(Math.max(...offlineMs.idle)),
      backSpreadMs: spreadMs,
    };
    return { ...figures, ...addHarm(figures, await line.judge()), extra };
  },
};

async function droppingLine(context: RowContext, count: number): Promise<Line> {
  const space = await makeNetworkSpace(context);
  const company = await crowdCompany(count, 1);
  // In its own network the server reaches no PostgreSQL.
  const data = await fillDatabase(company.seed, { folder: context.folder });
  const server = await startServerProcess(data, {}, { under: space.under });
  context.defer(() => server.kill());
  const oracle = createOracle();
  const devices = await Promise.all(
    company.reps.map(async (rep) => {
      const dataDir = `${context.folder}/${rep.account}`;
      const core = await startCoreProcess({ dataDir, serverUrl: server.url, under: space.under });
      context.defer(() => core.kill());
      await core.signIn(rep.account);
      const device = deviceOf(core, rep, oracle);
      await device.settle();
      return device;
    }),
  );
  const port = new URL(server.url).port;
  space.run('nft', 'add', 'table', 'inet', 'cut');
  space.run('nft', 'add chain inet cut input { type filter hook input priority 0; }');
  return {
    devices,
    cut() {
      for (const end of ['dport', 'sport'])
        space.run('nft', `add rule inet cut input tcp ${end} ${port} drop`);
    },
    mend: () => space.run('nft', 'flush', 'chain', 'inet', 'cut', 'input'),
    async judge() {
      let harm = noHarm;
      for (const device of devices) {
        await device.settle();
        const { bookId: scopeId } = device.rep;
        harm = addHarm(harm, oracle.judge(await device.notes(), { scopeId }), await faultsOfFile(device));
      }
      await server.kill();
      return addHarm(harm, oracle.judge(await serverNotes(data)));
    },
  };
}

async function stallingLine(context: RowContext, count: number): Promise<Line> {
  const scene = await setScene(context, { reps: count, customersPerBook: 1 });
  const devices = [];
  for (const rep of scene.company.reps) devices.push(await scene.openDevice(rep));
  return {
    devices,
    cut: () => scene.proxy.stall(),
    mend: () => scene.proxy.resume(),
    judge: () => scene.judge(),
  };
}

async function untilOffline(device: SceneDevice): Promise<number> {
  return until(device, (state) => state.connection === 'offline');
}

async function untilOnline(device: SceneDevice): Promise<number> {
  return until(device, (state) => state.connection === 'online' && state.pending === 0);
}

async function until(device: SceneDevice, isTrue: (state: SyncState) => boolean): Promise<number> {
  const began = performance.now();
  for (;;) {
    const state = await device.state();
    const took = performance.now() - began;
    if (isTrue(state)) return took;
    if (took > 240_000) throw new Error(`still ${JSON.stringify(state)}`);
    await sleep(100);
  }
}
