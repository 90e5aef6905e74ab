/** What has to hold when everything is healed: the end of every run. */
import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import type { LocalDb } from '#core/db/local-db.ts';
import { replicaTables } from '#core/db/replica-table.ts';
import { createPasswordKeeper } from '#core/session/password-keeper.ts';
import { snakeCase } from '#shared/domain/entity/entity.ts';
import { entities, type EntityName } from '#shared/domain/entity/registry.ts';
import type { Write } from '#shared/protocol/sync.ts';
import { plainProfileOf } from '#test/support/plain-bytes.ts';
import { testPassword } from '#test/support/test-company.ts';
import { dbOf, isReady, type Device } from './device.ts';
import type { State } from './history.ts';
import { checkFiles, fileMarks } from './file-check.ts';
import { fieldsPutOff } from './put-off.ts';
import type { Scene } from './scene.ts';
import type { LoggedRow } from './server-log.ts';
import { namedCards, rootOf } from './merged-card.ts';
import { marksIn } from './text-mark.ts';
import { demand } from './violation.ts';

export async function checkEnd(scene: Scene): Promise<void> {
  await checkFold(scene);
  for (const device of scene.devices) if (isReady(device)) checkCopy(scene, device);
  checkEdits(scene);
  for (const device of scene.devices) {
    if (isReady(device)) await checkFiles(scene, device, allowedScopes(scene, device.person.id));
  }
  for (const device of scene.devices) if (isReady(device)) await checkTraces(scene, device);
}

/** The scopes a person may hold, by the oracle's own model. */
export function allowedScopes(scene: Scene, personId: string): Set<string> {
  const books = [...scene.history.state.rows]
    .filter(([key, row]) => key.startsWith('book/') && row.owner_id === personId && row.deleted_at === null)
    .map(([, row]) => row.id);
  return new Set([scene.world.company.companyId, personId, ...books]);
}

/** I6: the tables hold what their log adds up to. */
async function checkFold(scene: Scene): Promise<void> {
  const { rows } = scene.history.state;
  let count = 0;
  for (const { name } of entities) {
    const found = await sql<{
      row: LoggedRow;
    }>`select to_json(t) as row from ${sql.table(name)} as t`.execute(scene.world.db);
    count += found.rows.length;
    for (const { row } of found.rows) {
      demand(
        isDeepStrictEqual(rows.get(`${name}/${row.id}`), row),
        'I6',
        () => `${name} ${row.id} is not what was written`,
      );
    }
  }
  demand(count === rows.size, 'I6', () => `the tables hold ${count} rows, the log says ${rows.size}`);
}

/** I1, I2, I5: a device holds the server's rows of its scopes, all of them, and no others. */
function checkCopy(scene: Scene, device: Device): void {
  const { rows } = scene.history.state;
  const allowed = allowedScopes(scene, device.person.id);
  const db = dbOf(device);
  const held = db.raw<{ scopeId: string }>('SELECT scope_id FROM scope_cursor').map(({ scopeId }) => scopeId);
  demand(
    isDeepStrictEqual(new Set(held), allowed),
    'I2',
    () => `${device.name} holds the scopes ${held.join(' ')}`,
  );
  // What a lying program put there itself.
  const lies = new Set(
    [...scene.memory.edits.values()]
      .filter(({ refusal }) => refusal !== 'never')
      .flatMap(({ writes }) => writes.map(({ id }) => id)),
  );
  const putOff = fieldsPutOff(scene, device);
  for (const { name, fields } of replicaTables) {
    const here = db.raw<Record<string, unknown> & { id: string; scopeId: string }>(`SELECT * FROM ${name}`);
    const ids = new Set(here.map(({ id }) => id));
    const named = namedCards(db, name);
    const findCard = (id: string) => rows.get(`customer/${id}`);
    for (const row of here) {
      const where = () => `${device.name}: ${name} ${row.id}`;
      const isAllowed = allowed.has(row.scopeId);
      if (lies.has(row.id) && (!isAllowed || !rows.has(`${name}/${row.id}`))) continue;
      demand(isAllowed, 'I2', () => `${where()} is none of its scopes`);
      const key = `${name}/${row.id}`;
      const kept = rows.get(key);
      const own = putOff.get(key);
      if (!kept && own) continue;
      if (!kept) {
        // Cleared on the server as long deleted; on the device it stays deleted, or hangs on a customer who is.
        const rule = scene.history.wasDeleted(key) ? 'I5' : 'I1';
        demand(isDeletedHere(db, row), rule, () => `${where()} is not on the server`);
        continue;
      }
      const card = findCard(String(kept.customer_id));
      const root = card && rootOf(card, findCard);
      // A card that was cleared away on the server stays on devices as the deleted one it was, with what it took in. A
      // device that does not hold the card does not know what became of it.
      const isKnown = root !== undefined && root.merged_into_id === null && allowed.has(root.scope_id);
      // A merge of its own that a restored server puts off (SPEC EPOCH5) is in view here and not there.
      const isPutOff = [String(kept.customer_id), String(row['customerId'])].some((id) =>
        putOff.get(`customer/${id}`)?.has('mergedIntoId'),
      );
      demand(
        !isKnown || isPutOff || !('customerId' in row) || Boolean(own) || row.customerId === root.id,
        'I1',
        () => `${where()} is shown on ${String(row.customerId)}, which is not the card that stands`,
      );
      for (const { name: field } of fields) {
        if (own?.has(field)) continue;
        const server = kept[snakeCase(field)] ?? null;
        const value = (field === 'customerId' && named.get(row.id)) || row[field];
        const isSame = isDeepStrictEqual(value ?? null, server);
        const rule = field === 'deletedAt' && row[field] === null ? 'I5' : 'I1';
        demand(
          isSame,
          rule,
          () =>
            `${where()}: ${field} is ${JSON.stringify(row[field])}, on the server ${JSON.stringify(server)}`,
        );
      }
    }
    for (const row of rowsOf(scene.history.state, name as EntityName)) {
      if (allowed.has(row.scope_id))
        demand(ids.has(row.id), 'I1', () => `${device.name} lacks ${name} ${row.id}`);
    }
  }
}

function isDeletedHere(db: LocalDb, row: Record<string, unknown>): boolean {
  if (row.deletedAt !== null) return true;
  const customer = db.raw<{ deletedAt: string | null }>(
    'SELECT deleted_at FROM customer WHERE id=?',
    row.customerId,
  )[0];
  return typeof row.customerId === 'string' && customer?.deletedAt !== null;
}

function rowsOf(state: State, entity: EntityName): LoggedRow[] {
  return [...state.rows].filter(([key]) => key.startsWith(`${entity}/`)).map(([, row]) => row);
}

/** I3, I4, I8: where every edit ever made has come to. */
function checkEdits(scene: Scene): void {
  const { processed } = scene.history.state;
  const states = new Map<string, Array<{ device: Device; state: string; code: string | null }>>();
  for (const device of scene.devices) {
    for (const { mutationId, state, code } of device.queue) {
      states.set(mutationId, [...(states.get(mutationId) ?? []), { device, state, code }]);
    }
  }
  const neverMade = new Set<string>();
  for (const edit of scene.memory.edits.values()) {
    const where = `${edit.name} of ${edit.device} (step ${edit.step}, ${edit.id})`;
    const record = processed.get(edit.id);
    const here = states.get(edit.id) ?? [];
    const waiting = here.filter(({ state }) => state === 'pending' || state === 'held');
    for (const { device } of waiting) {
      const isExplained = !isReady(device) || record?.status === 'waiting';
      demand(isExplained, 'I8', () => `${where} still waits on ${device.name}`);
    }
    if (record?.status === 'applied') {
      demand(edit.refusal !== 'always', 'I2', () => `${where} was taken and must not be`);
      const wrong = here.find(({ state }) => state === 'rejected');
      // A refusal after the backup is not in the restored history, and a refused mutation is not offered again (SPEC
      // PUSH4, EPOCH1). A copy of the device's file in which it still waits hands it in, and now it is taken.
      const isRefusalUndone =
        scene.isRestored && edit.refusal === 'perhaps' && here.some(({ state }) => state !== 'rejected');
      demand(!wrong || isRefusalUndone, 'I3', () => `${where} was applied, its device shows it as refused`);
      continue;
    }
    const isShown = here.some(({ state }) => state === 'rejected');
    if (record?.status === 'rejected' || isShown) {
      const code = record?.code ?? here.find(({ state }) => state === 'rejected')?.code;
      const isSeen = isShown || scene.dismissed.has(edit.id) || scene.gone.has(edit.id) || waiting.length > 0;
      demand(isSeen, 'I4', () => `${where} was refused as ${code} and nobody can see it`);
      const isForgotten = (scene.isRestored || scene.isPruned) && code === 'UNKNOWN_ROW';
      // What was queued behind a refused insert names a row that never came to be (SPEC PUSH4, WRITE5, WRITE6).
      const isBuiltOnAir =
        code === 'UNKNOWN_ROW' && edit.writes.some((write) => namesOneOf(write, neverMade));
      const isExplained = edit.refusal !== 'never' || isForgotten || isBuiltOnAir;
      demand(isExplained, 'I4', () => `${where} was refused as ${code} for no reason`);
      for (const { op, id } of edit.writes) if (op === 'insert') neverMade.add(id);
      continue;
    }
    if (edit.lost !== undefined || waiting.length > 0 || scene.dismissed.has(edit.id)) continue;
    demand(
      false,
      'I3',
      () => `${where} vanished: ${here.map(({ state }) => state).join() || 'nobody has it'}`,
    );
  }
}

function namesOneOf({ id, fields }: Write, rows: ReadonlySet<string>): boolean {
  return rows.has(id) || Object.values(fields).some((value) => typeof value === 'string' && rows.has(value));
}

const keeper = createPasswordKeeper(10);

/** I2: of books a device lost, no text is left in its file, not even in freed pages. */
async function checkTraces(scene: Scene, device: Device): Promise<void> {
  const allowed = allowedScopes(scene, device.person.id);
  const own = new Set(
    device.queue.filter(({ state }) => state !== 'acknowledged').map((item) => item.mutationId),
  );
  const kept = new Set<string>();
  const lost = new Set<string>();
  for (const edit of scene.memory.edits.values()) {
    // What a lying program wrote was never anybody else's.
    if (edit.refusal !== 'never') continue;
    for (const { entity, id, fields, scope } of edit.writes) {
      // Where the row is, not where it was written to. Cleared away on the server, it stays on the devices of its last
      // scope as the deleted row it was (SPEC PRUNE2: a cursor at the pruning point goes on), and on no others.
      const place = scene.history.state.places.get(`${entity}/${id}`) ?? scope;
      const into = own.has(edit.id) || allowed.has(place) ? kept : lost;
      // What a merge quotes of another card belongs to that one; only what waits or was refused keeps it.
      const { mergeUndo, ...said } = fields;
      for (const text of marksIn(own.has(edit.id) ? { mergeUndo, said } : said)) into.add(text);
    }
  }
  // What was written to a card while it was part of another may wait there for a decision, and stays (MERGE4, MERGE5).
  for (const { scope_id, kept_value, late_value } of rowsOf(scene.history.state, 'conflict')) {
    if (allowed.has(scope_id)) for (const text of marksIn([kept_value, late_value])) kept.add(text);
  }
  const marks = fileMarks(scene, device, allowed);
  for (const mark of marks.kept) kept.add(mark);
  for (const mark of marks.lost) lost.add(mark);
  const traces = [...lost].filter((text) => !kept.has(text));
  if (traces.length === 0) return;
  const unlock = (wrapped: string) => keeper.unwrap(wrapped, { password: testPassword });
  const plain = await plainProfileOf(device.dataDir, unlock);
  for (const text of traces) {
    demand(!plain.includes(text), 'I2', () => `${device.name}: ${text} of a lost book is still in the file`);
  }
}
