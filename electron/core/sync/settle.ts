/** Takes the server's answers to pushed mutations into the local file. */
import type { EntityName } from '#shared/domain/entity/registry.ts';
import type { PushResult, Write } from '#shared/protocol/sync.ts';
import type { LocalDb } from '../db/local-db.ts';
import { noteTraces } from '../db/trace.ts';
import { isOnDevice, noteRowsLeft } from './forget-row.ts';
import { forgetScopesLeft } from './outbox.ts';
import { applyWrite, createRebase, dropBase, findBase, movedAway, putBase } from './rebase.ts';
import type { RowListener } from './row-listener.ts';

export interface SettleOptions {
  db: LocalDb;
  author: string;
  listeners: readonly RowListener[];
  /** The instant kept with each settled mutation: the server's, as far as it is known. */
  now: string;
}

/**
 * One transaction for all results. An applied mutation becomes part of the base of its rows; where the server made
 * conflicts of it, the server's values are shown again until the next pull; so are they of one it had before. A rejected one is set aside and undone.
 * Returns the entities whose rows may have changed.
 */
export function settle(options: SettleOptions, results: readonly PushResult[]): Set<EntityName> {
  const { db, author, listeners, now } = options;
  const touched = new Map<EntityName, Set<string>>();
  let dropped = 0;
  db.transaction(() => {
    for (const result of results) {
      const mutation = db.raw<{ seq: number; writes: Write[] }>(
        `SELECT seq, writes FROM outbox WHERE mutation_id=? AND state='pending'`,
        result.id,
      )[0];
      // After a restore it may name what another device has still to offer: it stays in the queue (SPEC, EPOCH).
      if (!mutation || result.later) continue;
      db.raw('DELETE FROM outbox_write WHERE seq=?', mutation.seq);
      if (result.status === 'applied') {
        db.raw(`UPDATE outbox SET state='acknowledged', settled_at=? WHERE seq=?`, now, mutation.seq);
      } else {
        db.raw(
          `UPDATE outbox SET state='rejected', code=?, settled_at=? WHERE seq=?`,
          result.code ?? 'INVALID',
          now,
          mutation.seq,
        );
      }
      // What was processed before is in the rows pulled since, perhaps with newer changes over it.
      const isKept = result.status === 'applied' && result.conflicts === 0 && !result.repeated;
      for (const write of mutation.writes) {
        if (isKept) foldIntoBase(db, write, author);
        const ids = touched.get(write.entity as EntityName) ?? new Set();
        touched.set(write.entity as EntityName, ids.add(write.id));
      }
      if (!isKept) rebuildRows(db, author, mutation.writes);
      for (const write of mutation.writes) if (!isPending(db, write)) dropBase(db, write.entity, write.id);
      if (mutation.writes.some((write) => !isOnDevice(db, write))) noteRowsLeft(db);
    }
    // What a former owner had still to hand in must not stay on the device once it is handed in.
    dropped = forgetScopesLeft(db);
    if (dropped > 0) noteTraces(db);
    for (const [entity, ids] of touched) {
      for (const listener of listeners) listener.rowsApplied(entity, [...ids]);
    }
  });
  if (dropped > 0) db.checkpoint();
  return new Set(touched.keys());
}

function foldIntoBase(db: LocalDb, write: Write, author: string): void {
  const base = findBase(db, write.entity, write.id);
  if (!base || base.scopeId === movedAway) return;
  putBase(db, write.entity, write.id, base.scopeId, applyWrite(base.row, write, author));
}

function rebuildRows(db: LocalDb, author: string, writes: readonly Write[]): void {
  const rebase = createRebase(db, author);
  for (const write of writes)
    if (findBase(db, write.entity, write.id)) rebase.rebuild(write.entity, write.id);
}

function isPending(db: LocalDb, write: Write): boolean {
  return (
    db.raw('SELECT 1 FROM outbox_write WHERE entity=? AND row_id=? LIMIT 1', write.entity, write.id).length >
    0
  );
}
