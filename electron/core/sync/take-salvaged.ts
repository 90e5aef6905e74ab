/** Puts the queue that was salvaged from a damaged file into the new, still empty one. */
import type { LocalDb } from '../db/local-db.ts';
import { setMeta } from '../db/meta.ts';
import { findReplicaTable } from '../db/replica-table.ts';
import type { Salvage, SalvagedMutation } from '../db/salvage.ts';
import { noteRowsLeft } from './forget-row.ts';
import { isWaiting, keptMs, loweredWrite, requeue } from './outbox.ts';
import { createRebase } from './rebase.ts';

/** Ids, times and order stay. Every insert that waits can be seen at once, every patch when its row has come. */
export function takeSalvaged(
  db: LocalDb,
  author: string,
  { mutations, serverEpoch }: Pick<Salvage, 'mutations' | 'serverEpoch'>,
  now: number,
): void {
  const kept = mutations
    .filter((mutation) => !isOld(mutation, now))
    .map(serverEpoch === undefined ? asOfNobody : (mutation) => mutation);
  db.transaction(() => {
    if (serverEpoch !== undefined) setMeta(db, 'server_epoch', serverEpoch);
    for (const mutation of kept) requeue(db, mutation);
    const writes = kept.filter(({ state }) => state !== 'rejected').flatMap((mutation) => mutation.writes);
    // Held until the server says otherwise: a scope that it does not list then goes with all that was written to it.
    for (const scope of new Set(writes.map((write) => write.scope))) {
      db.raw(`INSERT OR IGNORE INTO scope_cursor (scope_id, kind, version) VALUES (?,'book',0)`, scope);
    }
    const rebase = createRebase(db, author);
    for (const { entity, id, scope } of kept.filter(isWaiting).flatMap((mutation) => mutation.writes)) {
      if (findReplicaTable(entity)) rebase.clearBase(entity, id, scope);
    }
    noteRowsLeft(db);
  });
}

function isOld({ state, settledAt }: SalvagedMutation, now: number): boolean {
  return state === 'acknowledged' && settledAt !== null && Date.parse(settledAt) < now - keptMs;
}

/**
 * Where nobody can tell which history of the server the queue belongs to, it is handed in like that of a device that
 * has seen nothing, what was acknowledged included: the server answers what it has as it did before (SPEC PUSH3).
 */
function asOfNobody(mutation: SalvagedMutation): SalvagedMutation {
  const writes = mutation.writes.map((write) => loweredWrite(write, {}));
  if (mutation.state !== 'acknowledged') return { ...mutation, writes };
  return { ...mutation, writes, state: 'pending', settledAt: null };
}
