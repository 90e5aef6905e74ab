/** C2: answers doubled, cut at every byte, stalled; requests doubled and out of order. */
import { promisify } from 'node:util';
import { zstdCompress, zstdDecompressSync } from 'node:zlib';
import { readPull } from '#core/server-client/pull-reader.ts';
import { createServerClient } from '#core/server-client/server-client.ts';
import { UnreachableError } from '#core/server-client/server-error.ts';
import { systemTimer } from '#shared/lib/timer.ts';
import type { Fault, FaultProxy } from '../support/fault-proxy.ts';
import { setScene, type DeviceScene, type SceneDevice } from './device-scene.ts';
import { openLineClient } from './line-client.ts';
import { noteBatch } from './note-batch.ts';
import { noHarm, type FaultRow, type RowContext, type RowFigures } from './row.ts';

const pullPath = '/v1/sync/pull';
const pushPath = '/v1/sync/push';
const compress = promisify(zstdCompress);

export const answerDamaged: FaultRow = {
  id: 'C2',
  what: 'answers doubled, out of date, cut at every byte of a page, stalled; requests doubled and out of order',
  // A cut at each byte of one page comes on top.
  runs: { full: 120, short: 12 },
  async run(context) {
    const figures: RowFigures = { ...noHarm, runs: 0, maxRecoverMs: 0, missed: [] };
    const scene = await setScene(context, { customersPerBook: context.isShort ? 20 : 60 });
    const rep = scene.company.reps[0]!;
    // One that has nothing yet, so that the page is a full one.
    const fresh = await openLineClient(() => scene.proxy.url, rep.account);
    await fresh.pullAll();
    fresh.close();
    const cuts = await cutEverywhere(context, scene.proxy);
    figures.runs += cuts.offsets + cuts.texts;
    figures.corrupt += cuts.accepted;
    const device = await scene.openDevice(rep, { limits: { idleMs: 400 } });
    // A colleague's device, so that there is something to pull.
    const other = await openLineClient(() => scene.server.url, rep.account);
    context.defer(() => other.close());
    for (let run = 0; run < context.runs; run++) {
      const fault = faults[run % faults.length]!;
      const { mutations, groups } = noteBatch({
        bookId: rep.bookId,
        customerId: rep.customerIds[0]!,
        mark: 'other',
        firstSeq: run + 1,
        mutations: 1,
      });
      for (const body of groups.flat()) scene.oracle.attempted(body, rep.bookId);
      await other.pushAll(mutations);
      for (const body of groups.flat()) scene.oracle.acknowledged(body, rep.bookId);
      figures.maxRecoverMs = Math.max(figures.maxRecoverMs, await fault(scene, device, run));
      figures.runs += 1;
    }
    return { ...figures, ...(await judged(scene, figures)), extra: cuts };
  },
};

async function judged(scene: DeviceScene, figures: RowFigures) {
  const harm = await scene.judge();
  return { ...harm, corrupt: harm.corrupt + figures.corrupt };
}

/** The real client and reader, given each beginning of a real page, as bytes and as text. */
async function cutEverywhere({ isShort }: RowContext, proxy: FaultProxy) {
  const client = createServerClient({ serverUrl: proxy.url, token: () => undefined, timer: systemTimer });
  const page = proxy.answers.get(pullPath)!;
  let given = page.body;
  proxy.fault = () => ({ kind: 'replace', ...page, body: given });
  let accepted = 0;
  const isRefused = async (ask: () => Promise<unknown>) => {
    try {
      await ask();
      return false;
    } catch (error) {
      return error instanceof UnreachableError && error.reason === 'FOREIGN';
    }
  };
  if (await isRefused(() => client.pull({ scopes: {}, maxRows: 1_000 })))
    throw new Error('a whole page is refused');
  const step = isShort ? Math.ceil(page.body.length / 60) : 1;
  let offsets = 0;
  for (let bytes = 0; bytes < page.body.length; bytes += step, offsets++) {
    given = page.body.subarray(0, bytes);
    if (!(await isRefused(() => client.pull({ scopes: {}, maxRows: 1_000 })))) accepted += 1;
  }
  proxy.fault = () => undefined;
  const damaged = [...damagedTexts(zstdDecompressSync(page.body).toString(), isShort)];
  for (const text of damaged) {
    const bytes = await compress(text);
    if (!(await isRefused(() => readPull(bytes)))) accepted += 1;
  }
  return { offsets, texts: damaged.length, accepted, pageBytes: page.body.length };
}

/** A page that was cut before it was compressed, or lost or doubled a line. */
function* damagedTexts(text: string, isShort: boolean): Generator<string> {
  const step = isShort ? Math.ceil(text.length / 60) : 1;
  // The last line's end may be missing: nothing of it is lost.
  for (let length = 0; length < text.length - 1; length += step) yield text.slice(0, length);
  const lines = text.trimEnd().split('\n');
  for (const place of lines.keys()) {
    yield lines.toSpliced(place, 1).join('\n');
    yield lines.toSpliced(place, 0, lines[place]!).join('\n');
  }
}

/** Each does its damage once, waits until the device is right again, and says how long that took. */
const faults: ReadonlyArray<(scene: DeviceScene, device: SceneDevice, run: number) => Promise<number>> = [
  (scene, device, run) => once(scene, device, run, pullPath, { kind: 'cut', bytes: cutAt(scene, run) }),
  (scene, device, run) => once(scene, device, run, pullPath, { kind: 'stall', bytes: cutAt(scene, run) }),
  (scene, device, run) => once(scene, device, run, pushPath, { kind: 'cut', bytes: 1 + (run % 40) }),
  (scene, device, run) => once(scene, device, run, pushPath, { kind: 'stall', bytes: run % 40 }),
  (scene, device, run) => once(scene, device, run, pullPath, { kind: 'doubled' }),
  (scene, device, run) => once(scene, device, run, pushPath, { kind: 'doubled' }),
  (scene, device, run) => once(scene, device, run, pullPath, { kind: 'twice' }),
  (scene, device, run) => once(scene, device, run, pushPath, { kind: 'twice' }),
  outOfOrder,
  outOfDate,
];

function cutAt({ proxy }: DeviceScene, run: number): number {
  return (run * 37) % Math.max(1, proxy.sizes.get(pullPath) ?? 1);
}

async function once(scene: DeviceScene, device: SceneDevice, run: number, path: string, fault: Fault) {
  let isDone = false;
  scene.proxy.fault = (asked) => {
    if (isDone || asked !== path) return undefined;
    isDone = true;
    return fault;
  };
  await device.writeNote(`damaged ${run}`);
  while (!isDone) await device.sync();
  const took = await device.settle();
  scene.proxy.fault = () => undefined;
  return took;
}

/** A request that was given up arrives after its repetition and after later ones, twice. */
async function outOfOrder(scene: DeviceScene, device: SceneDevice, run: number): Promise<number> {
  const { held } = scene.proxy;
  await once(scene, device, run, pushPath, { kind: 'hold' });
  await device.writeNote(`later ${run}`);
  const took = await device.settle();
  const deliver = held.pop()!;
  const statuses = [await deliver(), await deliver()];
  if (statuses.some((status) => status !== 200)) throw new Error(`a late push got ${statuses.join(', ')}`);
  return took + (await device.settle());
}

/** An answer of before, as a cache that should not be there gives it. */
async function outOfDate(scene: DeviceScene, device: SceneDevice, run: number): Promise<number> {
  const old = scene.proxy.answers.get(pullPath)!;
  await device.writeNote(`before ${run}`);
  await device.settle();
  return once(scene, device, run, pullPath, { kind: 'replace', ...old });
}
