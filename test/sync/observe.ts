/** What can be said of a device at any moment (I7): its reads never go back, own edits stay, no mutation is half seen. */
import { isDeepStrictEqual } from 'node:util';
import { replicaTables } from '#core/db/replica-table.ts';
import { isDerivedId } from '#shared/lib/derived-id.ts';
import type { Write } from '#shared/protocol/sync.ts';
import { customerIdOf } from '#test/support/test-company.ts';
import { dbOf, type Device } from './device.ts';
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
  for (const { name } of replicaTables) {
    for (const row of db.raw<{ id: string; scopeId: string; version: number }>(
      `SELECT id, scope_id, version FROM ${name}`,
    )) {
      if (held.has(row.scopeId)) grows(`${row.scopeId} ${name}/${row.id}`, row.scopeId, row.version);
    }
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
  for (const [key, writes] of Map.groupBy(pending, (write) => `${write.entity}/${write.id}`)) {
    const { entity, id } = writes[0]!;
    const row = db.raw<Record<string, unknown>>(`SELECT * FROM ${entity} WHERE id=?`, id)[0];
    const insert = writes.find(
      (write) => write.op === 'insert' && held.has(write.scope) && !hasMovedOn(scene, write),
    );
    demand(
      row !== undefined || insert === undefined,
      'I7',
      () => `${device.name}: the pending ${key} is not shown`,
    );
    if (!row || isDerivedId(id)) continue;
    const last = new Map(writes.flatMap((write) => Object.entries(write.fields)));
    for (const [field, value] of last) {
      demand(
        isDeepStrictEqual(row[field] ?? null, value ?? null),
        'I7',
        () => `${device.name}: the pending ${field} of ${key} is not shown`,
      );
    }
  }
}

/** The server took the insert long ago, be it that an image went back before that, and the row left with its customer. */
function hasMovedOn(
  { history }: Scene,
  { mutationId, entity, id, scope }: Write & { mutationId: string },
): boolean {
  const { processed, rows } = history.state;
  if (processed.get(mutationId)?.status !== 'applied') return false;
  return rows.get(`${entity}/${id}`)?.scope_id !== scope;
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
