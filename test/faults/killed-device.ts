/** A device whose process is killed again and again while it pushes or pulls, and what is true of it afterwards. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startCompanyServer, type CompanyServer } from '../support/company-server.ts';
import { customerIdOf } from '../support/test-company.ts';
import { startCoreProcess, type CoreProcess } from './core-process.ts';
import { createOracle, halfGroups, type NoteRow, type Oracle } from './oracle.ts';
import { addHarm, noHarm, type Harm, type RowContext } from './row.ts';

export interface Death {
  /** A named place and how often it is come by before; absent: after so many milliseconds. */
  dieAt?: { point: string; time: number };
  afterMs: number;
  /** What the process is run under. */
  under?: readonly string[];
}

export interface KilledDevice {
  readonly server: CompanyServer;
  readonly oracle: Oracle;
  readonly bookId: string;
  readonly customerId: string;
  /** Texts that stand or fall together. */
  readonly groups: string[][];
  harm: Harm;
  /** Runs in which the process died by itself where it was told to. */
  deaths: number;
  /** Starts that did not go on from where the file stood. */
  startedOver: number;
  /** Starts the device, lets it work until it dies, and looks into its file. */
  live(death: Death, work: (core: CoreProcess) => Promise<void>): Promise<void>;
  /** A whole start without a death; resolves when everything is handed in and fetched. Milliseconds. */
  recover(): Promise<number>;
  /** Notes on the server. */
  serverNotes(): Promise<NoteRow[]>;
}

export async function makeKilledDevice(context: RowContext): Promise<KilledDevice> {
  const server = await startCompanyServer();
  context.defer(() => server.close());
  const dataDir = join(context.folder, 'device');
  const start = (death?: Death) =>
    startCoreProcess({
      dataDir,
      serverUrl: server.url,
      ...(death?.dieAt ? { dieAt: death.dieAt } : {}),
      ...(death?.under ? { under: death.under } : {}),
    });
  let version = 0;

  const device: KilledDevice = {
    server,
    oracle: createOracle(),
    bookId: server.company.reps[0].bookId!,
    customerId: customerIdOf(1, 1),
    groups: [],
    harm: { ...noHarm },
    deaths: 0,
    startedOver: 0,
    async live(death, work) {
      let core: CoreProcess;
      try {
        core = await start(death);
      } catch {
        // Killed before it could answer; that too is a death.
        device.deaths += 1;
        return;
      }
      const working = (async () => {
        await core.signIn('rep1');
        await look(core);
        await work(core);
      })().catch(() => {});
      await Promise.race([core.ended, sleep(death.afterMs)]);
      const died = await Promise.race([core.ended.then(() => true), sleep(0).then(() => false)]);
      if (died && death.dieAt) device.deaths += 1;
      await core.kill();
      await working;
    },
    async recover() {
      const began = performance.now();
      const core = await start();
      try {
        await core.signIn('rep1');
        await look(core);
        for (;;) {
          const state = await core.call<{ connection: string; pending: number }>('sync.now');
          if (state.connection === 'online' && state.pending === 0) break;
          await sleep(50);
        }
        const notes = await core.query<NoteRow>('SELECT scope_id, body, deleted_at FROM note');
        device.harm = addHarm(device.harm, device.oracle.judge(notes));
        if ((await core.query('PRAGMA quick_check(1)')).length !== 1) device.harm.corrupt += 1;
        return performance.now() - began;
      } finally {
        await core.kill();
      }
    },
    async serverNotes() {
      const rows = await server.db.selectFrom('note').select(['scopeId', 'body', 'deletedAt']).execute();
      return rows as NoteRow[];
    },
  };

  /** Right after the start: no half transaction, and the cursors are where they were or further. */
  async function look(core: CoreProcess): Promise<void> {
    const notes = await core.query<{ body: string }>('SELECT body FROM note');
    device.harm.corrupt += halfGroups(new Set(notes.map(({ body }) => body)), device.groups);
    const cursors = await core.query<{ version: number }>(
      `SELECT version FROM scope_cursor WHERE kind='book'`,
    );
    const now = cursors[0]?.version ?? 0;
    if (now < version) device.startedOver += 1;
    version = Math.max(version, now);
  }
  return device;
}
