/** What can be said of a device at any moment (I7): its reads never go back, own edits stay, no mutation is half seen. */
import { isDeepStrictEqual } from 'node:util';
import { replicaTables } from '#core/db/replica-table.ts';
import { isDerivedId } from '#shared/lib/derived-id.ts';
import type { Write } from '#shared/protocol/sync.ts';
import { customerIdOf } from '#test/support/test-company.ts';
import { dbOf, type Device } from './device.ts';
import type { ShownRow } from './edit.ts';
import type { State } from './history.ts';
import { namedCards } from './merged-card.ts';
import type { Scene } from './scene.ts';
import { demand } from './violation.ts';

/** Two customers of each book whose nicknames are only ever changed together, in one mutation. */
export function pairOf(rep: number): [string, string] {
  return [customerIdOf(rep, 1), customerIdOf(rep, 2)];
}

export function observe(scene: Scene, device: Device): void {
  seeNoReturn(scene, device);
  seeOwnEdits(scene, device);
  if (device.isWhole) seeNoHalf(device);
}

interface Versioned {
  name: string;
  id: string;
  scopeId: string;
  version: number;
}

/** One question instead of one for each of some forty tables, most of which are empty. */
const versionsOfAll = replicaTables
  .map(({ name }) => `SELECT '${name}' AS name, id, scope_id, version FROM ${name}`)
  .join(' UNION ALL ');

/** Cursors and row versions only grow, but where the scope was taken away, cleared, or the server restored. */
function seeNoReturn(scene: Scene, device: Device): void {
  const db = dbOf(device);
  const { epoch } = db.raw<{ epoch: string | null }>(
    `SELECT (SELECT value FROM meta WHERE key='server_epoch') AS epoch`,
  )[0]!;
  const cursors = db.raw<{ scopeId: string; version: number }>('SELECT scope_id, version FROM scope_cursor');
  const held = new Set(cursors.map(({ scopeId }) => scopeId));
  const seen = new Map<string, number>();
  const isSameEpoch = device.seenEpoch === epoch;
  const grows = (key: string, scopeId: string, version: number) => {
    const before = device.seen.get(key);
    seen.set(key, version);
    if (!isSameEpoch || before === undefined || scene.isPruned) return;
    demand(
      version >= before,
      'I7',
      () => `${device.name}: ${key} went back from version ${before} to ${version}`,
    );
  };
  for (const { scopeId, version } of cursors) grows(scopeId, scopeId, version);
  for (const { name, id, scopeId, version } of db.raw<Versioned>(versionsOfAll)) {
    if (held.has(scopeId)) grows(`${scopeId} ${name}/${id}`, scopeId, version);
  }
  device.seen = seen;
  device.seenEpoch = epoch ?? undefined;
}

/** What a person typed stays on the screen until the server has decided. */
function seeOwnEdits(scene: Scene, device: Device): void {
  const db = dbOf(device);
  const waits = new Set(['pending', 'held']);
  const pending = device.queue
    .filter(({ state }) => waits.has(state))
    .flatMap(({ mutationId, writes }) => writes.map((write) => ({ ...write, mutationId })));
  if (pending.length === 0) return;
  const held = new Set(
    db.raw<{ scopeId: string }>('SELECT scope_id FROM scope_cursor').map(({ scopeId }) => scopeId),
  );
  // Until a device has pulled from a restored server, it knows what the lost history had done.
  const known = scene.history.stateOf(device.seenEpoch);
  for (const [key, writes] of Map.groupBy(pending, (write) => `${write.entity}/${write.id}`)) {
    const { entity, id } = writes[0]!;
    const row = db.raw<ShownRow & { version: number }>(`SELECT * FROM ${entity} WHERE id=?`, id)[0];
    const insert = writes.find(
      (write) => write.op === 'insert' && held.has(write.scope) && !hasMovedOn(known, write),
    );
    demand(
      row !== undefined || insert === undefined,
      'I7',
      () => `${device.name}: the pending ${key} is not shown`,
    );
    if (!row || isDerivedId(id)) continue;
    // The server took the insert long ago, and the row was pulled from it: it shows what was changed since. Handed in
    // once more, the insert changes nothing (SPEC PUSH3).
    const isOver = (write: Pending) => write.op === 'insert' && isTaken(known, write) && row.version > 0;
    const last = new Map(
      writes.filter((write) => !isOver(write)).flatMap((write) => Object.entries(write.fields)),
    );
    const named = namedCards(db, entity).get(id);
    for (const [field, value] of last) {
      demand(
        isDeepStrictEqual((field === 'customerId' && named) || (row[field] ?? null), value ?? null),
        'I7',
        () => `${device.name}: the pending ${field} of ${key} is not shown`,
      );
    }
  }
}

type Pending = Write & { mutationId: string };

/** The server took it, be it that its answer was lost, or that an image went back before that. */
function isTaken({ processed }: State, { mutationId }: Pending): boolean {
  return processed.get(mutationId)?.status === 'applied';
}

/** The server took the insert long ago, and the row left with its customer. */
function hasMovedOn(known: State, write: Pending): boolean {
  return isTaken(known, write) && known.rows.get(`${write.entity}/${write.id}`)?.scope_id !== write.scope;
}

function seeNoHalf(device: Device): void {
  const db = dbOf(device);
  for (const rep of [1, 2, 3]) {
    const names = pairOf(rep).map(
      (id) => db.raw<{ nickname: string }>('SELECT nickname FROM customer WHERE id=?', id)[0]?.nickname,
    );
    demand(
      names[0] === names[1],
      'I7',
      () => `${device.name}: half a mutation is seen: ${String(names[0])} and ${String(names[1])}`,
    );
  }
}
