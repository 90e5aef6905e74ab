/** A device with edits that wait, whose file is then damaged, and what its recovery brings to server and device. */
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Recovered } from '#shared/contract/session.ts';
import { instantOf, systemClock } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import { salvageQueue } from '#core/db/salvage.ts';
import { changePage, pageBytes } from '../support/page-damage.ts';
import { profileKeyOf } from '../support/profile-key.ts';
import { testPassword } from '../support/test-core.ts';
import { addHarm, noHarm, type Harm, type RowContext } from './row.ts';
import { setScene, type Scene, type SceneDevice } from './scene.ts';

const syncedNotes = 600;
const unsentNotes = 24;

interface RecoveryFigures {
  harm: Harm;
  maxRecoverMs: number;
  /** Of all runs. */
  unsent: number;
  salvaged: number;
  /** Edits that did not come back, in runs that said so. */
  told: number;
  /** Runs that warned of missing edits although none was missing. */
  needlesslyTold: number;
}

/** One damaged page a run, spread over the whole file; every run with a person and a device of its own. */
export async function recoverDamagedPages(context: RowContext, runs: number): Promise<RecoveryFigures> {
  const scene = await setScene(context);
  const sum: RecoveryFigures = {
    harm: noHarm,
    maxRecoverMs: 0,
    unsent: 0,
    salvaged: 0,
    told: 0,
    needlesslyTold: 0,
  };
  for (let run = 0; run < runs; run++) {
    const device = await waitingDevice(scene);
    const pages = statSync(device.file).size / pageBytes;
    changePage(device.file, Math.floor(((run + 0.5) * pages) / runs));
    const began = performance.now();
    const recovered = await recover(scene, device);
    sum.maxRecoverMs = Math.max(sum.maxRecoverMs, performance.now() - began);
    const missing = unsentNotes - recovered.arrived;
    const isTold = recovered.note !== null && !recovered.note.isComplete;
    sum.harm = addHarm(sum.harm, recovered.harm, { ...noHarm, lost: isTold ? 0 : missing });
    sum.unsent += unsentNotes;
    sum.salvaged += recovered.arrived;
    if (isTold) sum.told += missing;
    if (isTold && missing === 0) sum.needlesslyTold += 1;
  }
  return sum;
}

/** The key is gone: nothing waits to be saved, that is said, and in the file set aside everything still lies. */
export async function recoverLostKey(context: RowContext): Promise<{ harm: Harm; missed: string[] }> {
  const scene = await setScene(context);
  const device = await waitingDevice(scene);
  const { key } = await profileKeyOf(device.dataDir, testPassword);
  rmSync(join(device.folder, 'key.json'));
  const { note, arrived, harm } = await recover(scene, device);
  const missed: string[] = [];
  if (note?.mutations !== 0 || note.isComplete || arrived !== 0)
    missed.push('recovery without a key was not told as one');
  const aside = readdirSync(device.folder).find((name) => /^rapport\.db\.damaged-\w+$/.test(name));
  const kept = aside && salvageQueue(join(device.folder, aside), key, join(context.folder, 'copy.db'));
  const bodies = kept
    ? kept.mutations.flatMap(({ writes }) => writes.map(({ fields }) => fields['body']))
    : [];
  const lost = device.unsent.filter((body) => !bodies.includes(body)).length;
  return { harm: addHarm(harm, { ...noHarm, lost }), missed };
}

interface WaitingDevice extends SceneDevice {
  rep: { id: string; account: string };
  folder: string;
  file: string;
  unsent: string[];
}

async function waitingDevice(scene: Scene): Promise<WaitingDevice> {
  const rep = await scene.admin.newRep();
  const device = await scene.device(rep.account);
  const scope = await scene.bookOf(rep.id);
  const [customerId] = await scene.customers(device, ['茶客']);
  const { mutator } = device.core.core.context.ready();
  const write = (bodies: readonly string[]) =>
    mutator.mutate(
      'note.create',
      bodies.map((body) => ({
        op: 'insert',
        entity: 'note',
        id: uuidv7(systemClock),
        scope,
        fields: { customerId, body, happenedAt: instantOf(systemClock), origin: 'rep' },
      })),
    );
  write(Array.from({ length: syncedNotes }, (_, i) => `第${i}次聊天：`.padEnd(90, '茶')));
  await device.core.settle();
  device.offline();
  const unsent = Array.from({ length: unsentNotes }, (_, i) => `没有上传的记录 ${i}：`.padEnd(300, '茶'));
  for (const body of unsent) write([body]);
  await device.core.close();
  device.online();
  const folder = join(device.dataDir, 'profiles', rep.id);
  return { ...device, rep, folder, file: join(folder, 'rapport.db'), unsent };
}

async function recover(
  scene: Scene,
  device: WaitingDevice,
): Promise<{ note: Recovered | null; arrived: number; harm: Harm }> {
  const { core } = await scene.stranger(device);
  const { account, id } = device.rep;
  const state = await core.core.session.recover({
    serverUrl: device.line.url,
    company: 'test',
    account,
    password: testPassword,
  });
  if (state.status !== 'ready') throw new Error(`after the recovery: ${state.status}`);
  await core.settle();
  await core.settle();
  const shown = core.db.raw<{ body: string }>('SELECT body FROM note').map(({ body }) => body);
  const rows = await scene.server.db.selectFrom('note').select('body').where('createdBy', '=', id).execute();
  const held = rows.map(({ body }) => body!);
  await core.close();
  const arrived = device.unsent.filter((body) => held.includes(body)).length;
  const harm = {
    ...noHarm,
    lost: syncedNotes - (new Set(held).size - arrived),
    duplicated: held.length - new Set(held).size,
    corrupt: JSON.stringify(shown.toSorted()) === JSON.stringify(held.toSorted()) ? 0 : 1,
  };
  return { note: state.recovered, arrived, harm };
}
