/**
 * What the screen shows of a row: the server's version with the device's own pending writes applied again on top.
 * A row has a base row exactly as long as it has pending writes.
 */
import { deleteReplicaRow, getReplicaTable, putReplicaRow, type ReplicaRow } from '../db/replica-table.ts';
import type { LocalDb } from '../db/local-db.ts';
import type { Write } from '#shared/protocol/sync.ts';

export interface Rebase {
  hasPending(entity: string, id: string): boolean;
  /** Keeps the server's row as the base and shows it with the pending writes on top. */
  setBase(entity: string, row: ReplicaRow): void;
  /** The server's row of this scope is not known any more; pending inserts stay on screen. */
  clearBase(entity: string, id: string, scope: string): void;
  /** The row moved to another scope. The server had it, so a pending insert of it has done its work. */
  leave(entity: string, id: string, scope: string): void;
  /** Shows base and pending writes again, after one of them went away. */
  rebuild(entity: string, id: string): void;
}

/** Reads the queue once; a view belongs to one transaction. `author` is who inserts on this device. */
export function createRebase(db: LocalDb, author: string): Rebase {
  const held = new Set(
    db.raw<{ scopeId: string }>('SELECT scope_id FROM scope_cursor').map((s) => s.scopeId),
  );
  let keys: Set<string> | undefined;
  let writes: Map<string, Write[]> | undefined;

  const keyOf = (entity: string, id: string) => `${entity}/${id}`;

  function pendingKeys(): Set<string> {
    keys ??= new Set(
      db
        .raw<{ entity: string; rowId: string }>('SELECT entity, row_id FROM outbox_write')
        .map((w) => keyOf(w.entity, w.rowId)),
    );
    return keys;
  }

  function pendingWrites(entity: string, id: string): Write[] {
    writes ??= Map.groupBy(
      db
        .raw<{ writes: Write[] }>(`SELECT writes FROM outbox WHERE state IN ('pending','held') ORDER BY seq`)
        .flatMap((mutation) => mutation.writes),
      (write) => keyOf(write.entity, write.id),
    );
    return writes.get(keyOf(entity, id)) ?? [];
  }

  function rebuild(entity: string, id: string): void {
    const table = getReplicaTable(entity);
    const base = findBase(db, entity, id);
    let row = base?.row ?? null;
    for (const write of pendingWrites(entity, id)) {
      if (write.op === 'patch' || (held.has(write.scope) && base?.scopeId !== movedAway)) {
        row = applyWrite(row, write, author);
      }
    }
    if (row) putReplicaRow(db, table, row);
    else deleteReplicaRow(db, table, id);
  }

  return {
    hasPending: (entity, id) => pendingKeys().has(keyOf(entity, id)),
    setBase(entity, row) {
      putBase(db, entity, row.id, row.scopeId, row);
      rebuild(entity, row.id);
    },
    clearBase(entity, id, scope) {
      putBase(db, entity, id, scope, null);
      rebuild(entity, id);
    },
    leave(entity, id, scope) {
      // It may have come from its new scope already.
      if (findBase(db, entity, id)?.scopeId !== scope) return;
      putBase(db, entity, id, movedAway, null);
      rebuild(entity, id);
    },
    rebuild,
  };
}

/** The scope of the base of a row that moved to a scope this device does not hold, or has not read yet. */
export const movedAway = '';

/** The row after a write; null where there is none. An insert of a row the server has already changes nothing. */
export function applyWrite(row: ReplicaRow | null, write: Write, author: string): ReplicaRow | null {
  if (write.op === 'patch') return row && { ...row, ...write.fields };
  return (
    row ?? {
      id: write.id,
      scopeId: write.scope,
      version: 0,
      createdAt: write.createdAt,
      createdBy: author,
      deletedAt: null,
      late: false,
      ...write.fields,
    }
  );
}

export function findBase(db: LocalDb, entity: string, id: string) {
  const found = db.raw<{ scopeId: string; row: string | null }>(
    'SELECT scope_id, row FROM base_row WHERE entity=? AND row_id=?',
    entity,
    id,
  )[0];
  return (
    found && {
      scopeId: found.scopeId,
      row: found.row === null ? null : (JSON.parse(found.row) as ReplicaRow),
    }
  );
}

export function putBase(
  db: LocalDb,
  entity: string,
  id: string,
  scope: string,
  row: ReplicaRow | null,
): void {
  db.raw(
    `INSERT INTO base_row VALUES (?,?,?,?)
      ON CONFLICT (entity, row_id) DO UPDATE SET scope_id=excluded.scope_id, row=excluded.row`,
    entity,
    id,
    scope,
    row && JSON.stringify(row),
  );
}

export function dropBase(db: LocalDb, entity: string, id: string): void {
  db.raw('DELETE FROM base_row WHERE entity=? AND row_id=?', entity, id);
}

/** Makes the present local row the base of a row that has no pending writes yet. */
export function keepBase(
  db: LocalDb,
  entity: string,
  id: string,
  scope: string,
  row: ReplicaRow | null,
): void {
  db.raw(
    `INSERT INTO base_row VALUES (?,?,?,?) ON CONFLICT (entity, row_id) DO NOTHING`,
    entity,
    id,
    scope,
    row && JSON.stringify(row),
  );
}

/** What a mutation that was just queued inserted has no row of the server's as its base; what it patched has one already. */
export function keepInsertedBases(db: LocalDb, seq: number): void {
  db.raw(
    `INSERT INTO base_row SELECT entity, row_id, scope_id, NULL FROM outbox_write WHERE seq=?
      ON CONFLICT (entity, row_id) DO NOTHING`,
    seq,
  );
}
