/**
 * The bytes of attachments: whoever may have them gets them, equal, or is told that they never came, for a reason (I3);
 * nobody else gets them (I2).
 */
import { createHash } from 'node:crypto';
import { protocolVersion } from '#shared/protocol/version.ts';
import { bytesPath } from '#shared/protocol/attachment.ts';
import { apiOf, dbOf, isReady, type Device } from './device.ts';
import type { Scene } from './scene.ts';
import type { LoggedRow } from './server-log.ts';
import { demand } from './violation.ts';

export function hashOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** What a person gets who looks at a file; throws what the program says instead. */
export async function seeContent(
  scene: Scene,
  device: Device,
  id: string,
  read: () => Promise<{ bytes: Blob }>,
): Promise<void> {
  const row = dbOf(device).raw<{ hash: string }>('SELECT hash FROM attachment WHERE id=?', id)[0]!;
  const { bytes } = await read();
  const got = hashOf(new Uint8Array(await bytes.arrayBuffer()));
  demand(got === row.hash, 'I1', () => `${device.name}: the file ${id} came as other bytes`);
  if (scene.claims.has(id)) seeClaim(scene, device, id, row.hash);
}

/** Bytes of a claimed row are those of somebody who had them: who held its book also held one they were handed in to. */
function seeClaim(scene: Scene, device: Device, id: string, hash: string): void {
  const { history, memory, claims, world } = scene;
  const honest = [...memory.edits.values()]
    .flatMap(({ writes }) => writes)
    .filter((write) => write.entity === 'attachment' && write.op === 'insert' && !claims.has(write.id))
    .filter(({ fields }) => fields.hash === hash)
    .flatMap((write) => [
      history.state.places.get(`attachment/${write.id}`),
      write.op === 'insert' && write.scope,
    ]);
  const place = history.state.places.get(`attachment/${id}`);
  const isHad = world.company.reps.some(
    (person) =>
      (place === undefined || history.wasHeld(place, person.id) || person.id === device.person.id) &&
      honest.some((scope) => typeof scope === 'string' && history.wasHeld(scope, person.id)),
  );
  demand(isHad, 'I2', () => `${device.name} got bytes of which its person knew only the hash (${id})`);
}

/** At the end: of every attachment that is there, on every device that may have it. */
export async function checkFiles(scene: Scene, device: Device, allowed: ReadonlySet<string>): Promise<void> {
  const { rows } = scene.history.state;
  const foreign: string[] = [];
  for (const [key, row] of rows) {
    if (!key.startsWith('attachment/')) continue;
    if (!allowed.has(row.scope_id)) foreign.push(row.id);
    else if (isLive(scene, row)) await checkOne(scene, device, row);
  }
  for (const id of foreign.slice(0, 4)) await checkForeign(scene, device, id);
}

async function checkOne(scene: Scene, device: Device, { id, hash }: LoggedRow): Promise<void> {
  try {
    await seeContent(scene, device, id, () => apiOf(device).attachment.content({ id }));
  } catch (error) {
    const { detail } = (error as { data?: { detail?: unknown } }).data ?? {};
    // Another device of the same image was found out since (row J2 of the faults): this one has to sign in again.
    if (detail === 'UNAUTHENTICATED') return;
    if (detail !== 'ATTACHMENT_NOT_HANDED_IN') throw error;
    if (scene.claims.has(id)) return;
    const holder = scene.devices.find((other) => isReady(other) && hasBytes(other, hash as string));
    demand(!holder, 'I3', () => `${device.name} is not given the bytes of ${id}, ${holder!.name} has them`);
    demand(isExcused(scene, id, hash as string), 'I3', () => `the bytes of ${id} are nowhere`);
  }
}

function hasBytes(device: Device, hash: string): boolean {
  return dbOf(device).raw('SELECT 1 FROM attachment_file WHERE hash=?', hash).length > 0;
}

/** The only device that had them was lost, the server lost them in a restore, or they were deleted once. */
function isExcused(
  { files, filesLost, isRestored, memory, history }: Scene,
  id: string,
  hash: string,
): boolean {
  const { device } = files.get(hash)!;
  const owner = history.state.rows.get(`attachment/${id}`)!.owner_id;
  const wasDeleted = [...memory.edits.values()].some(({ writes }) =>
    writes.some(
      (write) => (write.id === id || write.id === owner) && typeof write.fields.deletedAt === 'string',
    ),
  );
  return (
    isRestored ||
    wasDeleted ||
    [...filesLost].some((name) => name.startsWith(device) || device.startsWith(name))
  );
}

function isLive({ history }: Scene, row: LoggedRow): boolean {
  const owner = history.state.rows.get(`${String(row.owner_kind)}/${String(row.owner_id)}`);
  return row.deleted_at === null && owner?.deleted_at === null && owner.scope_id === row.scope_id;
}

/** Straight at the server's door, with the device's own token (SPEC ATTACH3). */
async function checkForeign(scene: Scene, device: Device, id: string): Promise<void> {
  const [meta] = dbOf(device).raw<{ value: string }>(`SELECT value FROM meta WHERE key='token'`);
  const response = await fetch(scene.world.urls[0]! + bytesPath, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'rapport-protocol': String(protocolVersion),
      authorization: `Bearer ${meta!.value}`,
    },
    body: JSON.stringify({ id }),
  });
  await response.arrayBuffer();
  // 401: this one has to sign in again, as above.
  demand(
    response.status === 404 || response.status === 401,
    'I2',
    () => `${device.name} asked for the foreign file ${id}: ${response.status}`,
  );
}

/** Marks of files whose rows the device may hold, and of all others. */
export function fileMarks(
  scene: Scene,
  device: Device,
  allowed: ReadonlySet<string>,
): { kept: string[]; lost: string[] } {
  const waiting = new Set(
    dbOf(device)
      .raw<{ hash: string }>('SELECT hash FROM attachment_upload')
      .map(({ hash }) => hash),
  );
  const own = new Set(
    device.queue.filter(({ state }) => state !== 'acknowledged').map((item) => item.mutationId),
  );
  const marks = { kept: [] as string[], lost: [] as string[] };
  for (const edit of scene.memory.edits.values()) {
    for (const write of edit.writes) {
      const file =
        write.entity === 'attachment' &&
        write.op === 'insert' &&
        scene.files.get(write.fields.hash as string);
      if (!file || write.op !== 'insert') continue;
      const place = scene.history.state.places.get(`attachment/${write.id}`) ?? write.scope;
      const isKept = allowed.has(place) || own.has(edit.id) || waiting.has(write.fields.hash as string);
      (isKept ? marks.kept : marks.lost).push(file.mark);
    }
  }
  return marks;
}
