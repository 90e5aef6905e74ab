/** A company, its server as a process, a proxy before it, and real cores as processes behind the proxy. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SyncState } from '#shared/contract/sync.ts';
import { startFaultProxy, type FaultProxy } from '../support/fault-proxy.ts';
import { crowdCompany, type CrowdCompany, type CrowdRep } from './crowd-company.ts';
import { startCoreProcess, type CoreProcess, type CoreProcessOptions } from './core-process.ts';
import { createOracle, type NoteRow, type Oracle } from './oracle.ts';
import { addHarm, noHarm, type Harm, type RowContext } from './row.ts';
import { fillDatabase, serverNotes } from './server-database.ts';
import { sharedPostgres } from './shared-postgres.ts';
import { startServerProcess, type ServerData, type ServerProcess } from './server-process.ts';

export interface DeviceScene {
  readonly company: CrowdCompany;
  readonly data: ServerData;
  readonly server: ServerProcess;
  readonly proxy: FaultProxy;
  readonly oracle: Oracle;
  /** A signed-in device that has downloaded everything. */
  openDevice(rep: CrowdRep, options?: Partial<CoreProcessOptions>): Promise<SceneDevice>;
  /** Judges it as {@link judge} does, which then leaves it out, and ends it. */
  closeDevice(device: SceneDevice): Promise<void>;
  /** Ends the server and compares what was promised with it and with every device. */
  judge(): Promise<Harm>;
}

export interface SceneDevice {
  readonly rep: CrowdRep;
  readonly core: CoreProcess;
  /** Killed and started again, as far as the sign-in. */
  restart(): Promise<void>;
  /** The note is kept once this resolves: the oracle holds the program to it. */
  writeNote(body: string): Promise<void>;
  /** One round. */
  sync(): Promise<SyncState>;
  state(): Promise<SyncState>;
  /** Rounds until nothing waits; resolves with the milliseconds it took. */
  settle(): Promise<number>;
  notes(): Promise<NoteRow[]>;
}

export interface SceneOptions {
  reps?: number;
  customersPerBook?: number;
}

export async function setScene(
  context: RowContext,
  { reps = 1, customersPerBook = 2 }: SceneOptions = {},
): Promise<DeviceScene> {
  const company = await crowdCompany(reps, customersPerBook);
  const data = await fillDatabase(company.seed, await placeOf(context));
  const server = await startServerProcess(data);
  context.defer(() => server.kill());
  const proxy = await startFaultProxy(server.url);
  context.defer(() => proxy.close());
  const oracle = createOracle();
  const devices = new Set<SceneDevice>();
  let opened = 0;
  let closed = noHarm;

  async function judgeDevice(device: SceneDevice): Promise<Harm> {
    await device.settle();
    const { bookId: scopeId } = device.rep;
    return addHarm(oracle.judge(await device.notes(), { scopeId }), await faultsOfFile(device));
  }

  return {
    company,
    data,
    server,
    proxy,
    oracle,
    async openDevice(rep, options = {}) {
      const dataDir = join(context.folder, `device-${++opened}`);
      mkdirSync(dataDir);
      const start = async () => {
        const core = await startCoreProcess({ dataDir, serverUrl: proxy.url, ...options });
        context.defer(() => core.kill());
        await core.signIn(rep.account);
        return core;
      };
      const device = deviceOf(await start(), rep, oracle, start);
      devices.add(device);
      await device.settle();
      return device;
    },
    async closeDevice(device) {
      closed = addHarm(closed, await judgeDevice(device));
      devices.delete(device);
      await device.core.close();
    },
    async judge() {
      let harm = closed;
      for (const device of devices) harm = addHarm(harm, await judgeDevice(device));
      await server.kill();
      return addHarm(harm, oracle.judge(await serverNotes(data)));
    },
  };
}

async function placeOf(context: RowContext): Promise<Parameters<typeof fillDatabase>[1]> {
  if (!context.has('postgres')) return { folder: context.folder };
  return { postgres: await sharedPostgres() };
}

export function deviceOf(
  first: CoreProcess,
  rep: CrowdRep,
  oracle: Oracle,
  start: () => Promise<CoreProcess> = () => Promise.reject(new Error('this device is not started again')),
): SceneDevice {
  let core = first;
  const sync = () => core.call<SyncState>('sync.now');
  return {
    rep,
    get core() {
      return core;
    },
    async restart() {
      await core.kill();
      core = await start();
    },
    async writeNote(body) {
      oracle.attempted(body, rep.bookId);
      await core.call('note.create', { customerId: rep.customerIds[0], body });
      oracle.acknowledged(body, rep.bookId);
    },
    sync,
    state: () => core.call<SyncState>('sync.state'),
    async settle() {
      const began = performance.now();
      for (let wait = 10; ; wait = Math.min(wait * 2, 500)) {
        const state = await sync();
        if (state.connection === 'online' && state.pending === 0) return performance.now() - began;
        if (performance.now() - began > 120_000) throw new Error(`not settled: ${JSON.stringify(state)}`);
        await sleep(wait);
      }
    },
    notes: () => core.query<NoteRow>('SELECT scope_id, body, deleted_at FROM note'),
  };
}

/** Rows of books that are not the person's, and what the file's own check finds. */
export async function faultsOfFile({ core, rep }: SceneDevice): Promise<Harm> {
  const foreign = await core.query(
    `SELECT scope_id FROM customer WHERE scope_id<>? UNION ALL SELECT scope_id FROM note WHERE scope_id<>?`,
    rep.bookId,
    rep.bookId,
  );
  const [check] = await core.query<Record<string, string>>('PRAGMA quick_check');
  const isWhole = check !== undefined && Object.values(check)[0] === 'ok';
  return { ...noHarm, leaked: foreign.length, corrupt: isWhole ? 0 : 1 };
}
