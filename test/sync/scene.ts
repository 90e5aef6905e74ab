/** Everything one run has: the company, its devices, and the oracle that watches them. */
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { findServerEpoch } from '#server/domain/server-epoch.ts';
import type { Write } from '#shared/protocol/sync.ts';
import type { TestPerson } from '#test/support/test-company.ts';
import type { Device, DeviceMaker } from './device.ts';
import { dbOf, isReady, isWiped, wipedRest } from './device.ts';
import { createEditMemory, shownBy, type Edit, type EditMemory, type Refusal, type Shown } from './edit.ts';
import { createHistory, type History, type State } from './history.ts';
import type { Line } from './line.ts';
import { companyIdOf } from './identity.ts';
import { observe } from './observe.ts';
import { queueEnd, readQueue, type Queued } from './queue.ts';
import type { Random } from './random.ts';
import type { Turns } from './turn.ts';
import { demand } from './violation.ts';
import type { World } from './world.ts';

export interface Scene {
  readonly world: World;
  readonly random: Random;
  readonly turns: Turns;
  readonly maker: DeviceMaker;
  readonly devices: Device[];
  readonly folder: string;
  readonly memory: EditMemory;
  readonly history: History;
  readonly backups: Array<{ file: string; state: State }>;
  readonly images: Map<Device, Array<{ folder: string; queue: Queued[] }>>;
  /** Rejections somebody has read and put away. */
  readonly dismissed: Set<string>;
  /** Files that were kept, by their hash: a text in them, and the device they were first on. */
  readonly files: Map<string, { mark: string; device: string }>;
  /** Attachments whose author never had the bytes. */
  readonly claims: Set<string>;
  /** Devices that lost what they had, be it to an order or to an image. */
  readonly filesLost: Set<string>;
  /** Tombstones were cleared, so that devices may start scopes again. */
  isPruned: boolean;
  readonly gone: Set<string>;
  /** People one of whose devices was to be wiped without draining. */
  readonly wipeOrdered: Set<string>;
  step: number;
  isRestored: boolean;
  /** Mutations to which somebody on the way added a field, and in which step. */
  readonly tampered: Map<string, number>;
  /** A text nobody else writes in this run. */
  text(kind: string): string;
  addDevice(name: string, person: TestPerson, image?: string): Promise<Device>;
}

export interface SceneParts {
  world: World;
  random: Random;
  turns: Turns;
  maker: DeviceMaker;
  folder: string;
  openLine(): Promise<Line>;
}

export function createScene(parts: SceneParts): Scene {
  const memory = createEditMemory();
  let texts = 0;
  const scene: Scene = {
    ...parts,
    devices: [],
    memory,
    history: createHistory(memory, parts.world.company.companyId),
    backups: [],
    images: new Map(),
    dismissed: new Set(),
    gone: new Set(),
    files: new Map(),
    claims: new Set(),
    filesLost: new Set(),
    wipeOrdered: new Set(),
    step: 0,
    isRestored: false,
    isPruned: false,
    tampered: new Map(),
    text: (kind) => `${kind}·${++texts}·`,
    async addDevice(name, person, image) {
      const line = await parts.openLine();
      const device = parts.maker.create(name, person, line, image);
      line.events.turns = parts.turns;
      line.events.onTamper = async (id) => {
        // A device that drains repeats what was acknowledged (SPEC WIPE10): that is answered, not looked at again.
        const processed = await parts.world.db
          .selectFrom('processedMutation')
          .select('mutationId')
          .where('mutationId', '=', id)
          .execute();
        if (processed.length === 0) scene.tampered.set(id, scene.step);
      };
      scene.devices.push(device);
      return device;
    },
  };
  return scene;
}

/** A person does something on a device; what it queued is taken note of. */
export async function act(
  scene: Scene,
  device: Device,
  work: () => unknown,
  refusal: Refusal = 'never',
): Promise<void> {
  const shown = shownBy(device);
  const before = new Map(shown);
  const queued = endOf(device);
  try {
    await work();
  } catch (error) {
    if (!isExpected(error)) throw error;
  }
  if (endOf(device) === queued) seeNothingChanged(device, before);
  scene.memory.collect(device, shown, scene.step, refusal);
  look(scene, device);
}

function endOf(device: Device): number | undefined {
  return isReady(device) ? queueEnd(dbOf(device)) : undefined;
}

/** What is not in the queue was not done: a row without its mutation would never reach the server (I7). */
function seeNothingChanged(device: Device, before: Shown): void {
  if (!isReady(device)) return;
  const after = shownBy(device);
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    demand(
      isDeepStrictEqual(before.get(key), after.get(key)),
      'I7',
      () => `${device.name}: ${key} was changed, and nothing of it is in the queue`,
    );
  }
}

/** What core may answer a person: the card is gone, there is no book, the file is locked. */
const expected = new Set(['NOT_FOUND', 'REFUSED', 'LOCKED', 'OFFLINE', 'FORBIDDEN', 'STORAGE', 'SERVER']);
export function isExpected(error: unknown): boolean {
  return error instanceof Error && 'code' in error && expected.has(error.code as string);
}

/** Looks at a device's screen, and at what it keeps. */
export function look(scene: Scene, device: Device): void {
  const rest = wipedRest(device);
  demand(rest.length === 0, 'I2', () => `${device.name} is wiped and still has ${rest.join(' ')}`);
  if (isWiped(device)) forgetWiped(scene, device);
  if (!isReady(device)) return;
  device.queue = readQueue(dbOf(device));
  scene.memory.collect(device, new Map(), scene.step, 'never', device.queue);
  observe(scene, device);
}

/** A wipe without draining loses what the file alone had; a drained file must have handed in everything (I3). */
function forgetWiped(scene: Scene, device: Device): void {
  const isOrdered = scene.wipeOrdered.has(device.person.id);
  // To the company a copy is the same device: the first that has drained ends it for both (SPEC WIPE12).
  const isCopied = scene.devices.some(
    ({ name }) => name !== device.name && (name.startsWith(device.name) || device.name.startsWith(name)),
  );
  const reason = isOrdered
    ? 'the device was wiped at once'
    : isCopied
      ? 'a copy of it had drained'
      : undefined;
  if (reason) scene.filesLost.add(device.name);
  if (device.queue.length === 0) return;
  loseFile(scene, device, reason, new Set());
  device.queue = [];
  device.seen = new Map();
}

/** The judgement of what the server did since the last time. */
export async function judge(scene: Scene): Promise<void> {
  const entries = await scene.world.log.read();
  scene.history.take(entries);
  for (const [id, step] of scene.tampered) {
    const record = scene.history.state.processed.get(id);
    const edit = scene.memory.edits.get(id);
    if (edit) edit.refusal = 'perhaps';
    demand(
      step !== scene.step || record?.status !== 'applied',
      'I3',
      () => `a field nobody knows was dropped from ${id}`,
    );
  }
}

/** Mutations a device has in its file and would hand in, by id. */
function heldBy(devices: readonly Device[]): Set<string> {
  const kept = (item: Queued) => item.state !== 'rejected';
  return new Set(devices.flatMap((device) => device.queue.filter(kept).map((item) => item.mutationId)));
}

/** The device's file is no more what it was: what only it had is lost, and nobody could help it. */
export function loseFile(
  scene: Scene,
  device: Device,
  reason: string | undefined,
  kept: ReadonlySet<string>,
): void {
  if (reason) scene.filesLost.add(device.name);
  const elsewhere = heldBy(scene.devices.filter((other) => other !== device));
  for (const { mutationId } of device.queue) {
    if (kept.has(mutationId) || elsewhere.has(mutationId)) continue;
    scene.gone.add(mutationId);
    const edit = scene.memory.edits.get(mutationId);
    // That the server has put it off is no answer: it waited to be offered again (SPEC EPOCH5).
    const status = scene.history.state.processed.get(mutationId)?.status ?? 'waiting';
    if (edit && status === 'waiting') edit.lost ??= reason;
  }
}

export async function backUp(scene: Scene): Promise<void> {
  await judge(scene);
  const file = join(scene.folder, `backup-${scene.backups.length}`);
  await scene.world.backUp(file);
  scene.backups.push({ file, state: scene.history.copy() });
}

/** What the server took since the backup is lost, but for what devices still keep of it. */
export async function restoreServer(scene: Scene, backup: Scene['backups'][number]): Promise<void> {
  await judge(scene);
  for (const device of scene.devices) look(scene, device);
  noteLosses(scene, backup.state);
  const epoch = await findServerEpoch(scene.world.db);
  await scene.world.restoreBackup(backup.file);
  await scene.world.log.skip();
  scene.history.goBack(backup.state, epoch);
  scene.isRestored = true;
  await noteHandedIn(scene);
  for (const device of scene.devices) look(scene, device);
}

/**
 * While the backup was being read the lost server went on: a device that handed in to it until the end is to be wiped, and
 * nothing softens that (SPEC WIPE1, EPOCH9).
 */
async function noteHandedIn(scene: Scene): Promise<void> {
  const ordered = await scene.world.db
    .selectFrom('enrolment')
    .select('deviceId')
    .where('status', 'in', ['wiping', 'wiped'])
    .execute();
  const ids = new Set(ordered.map(({ deviceId }) => deviceId));
  for (const device of scene.devices) {
    const id = companyIdOf(device);
    if (id !== undefined && ids.has(id)) loseFile(scene, device, 'only the lost server had it', new Set());
  }
}

/** By what had moved and what was cleared away until now: the restore itself is no reason to have dropped anything. */
function noteLosses(scene: Scene, earlier: State): void {
  const held = heldBy(scene.devices);
  for (const id of scene.history.state.processed.keys()) {
    const edit = scene.memory.edits.get(id);
    if (earlier.processed.has(id) || !edit) continue;
    if (!held.has(id)) edit.lost = 'only the lost server knew it';
    noteDropped(scene, edit);
  }
}

/**
 * Of an acknowledged mutation a device keeps no write to a row that has left it, and offers the others without it
 * (SPEC SPLIT7, EPOCH1). Where one copy has it and another has not, the one that comes first counts (SPEC PUSH3).
 */
function noteDropped(scene: Scene, edit: Edit): void {
  const images = [...scene.images.values()].flat();
  const copies = [...scene.devices, ...images]
    .flatMap(({ queue }) => queue.filter(({ mutationId }) => mutationId === edit.id))
    .map(({ writes }) => new Set(writes.map(keyOf)));
  for (const key of new Set(edit.writes.map(keyOf))) {
    if (copies.length > 0 && copies.every((copy) => copy.has(key))) continue;
    const isLeft = scene.history.wasAway(key);
    demand(
      isLeft || copies.length === 0,
      'I3',
      () => `${edit.name} of ${edit.device} lost its part on ${key}`,
    );
    if (isLeft) edit.dropped.add(key);
  }
}

function keyOf({ entity, id }: Write): string {
  return `${entity}/${id}`;
}
