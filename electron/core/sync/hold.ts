/**
 * A server older than this program cannot take everything. What it cannot take waits in the queue, and with it what
 * builds on it; the rest goes past (SPEC VERSION rules).
 */
import { findEntity } from '#shared/domain/entity/registry.ts';
import type { Write } from '#shared/protocol/sync.ts';
import { protocolVersion } from '#shared/protocol/version.ts';
import type { LocalDb } from '../db/local-db.ts';
import { hasHeldUnsent, lastSeq, listUnsent, setHeld } from './outbox.ts';

export interface Hold {
  /** Looks at what was queued since the last call and sets aside what this server cannot take. */
  update(serverVersion: number): void;
  /** This server answered that it cannot take the mutation, for a reason of its own. */
  defer(mutationId: string, serverVersion: number): void;
}

export function createHold(db: LocalDb): Hold {
  let known = { serverVersion: Infinity, upTo: 0, rows: new Set<string>(), made: new Set<string>() };

  function buildsOnHeld(write: Write): boolean {
    if (known.rows.has(keyOf(write))) return true;
    return Object.values(write.fields).some((value) => typeof value === 'string' && known.made.has(value));
  }

  /** Nothing waits for another server, and this one knows all that this program can say: there is nothing to read. */
  function isAllTaken(serverVersion: number): boolean {
    if (serverVersion < protocolVersion || known.rows.size > 0) return false;
    return !hasHeldUnsent(db, deferralOf(serverVersion));
  }

  function look(serverVersion: number): void {
    if (isAllTaken(serverVersion)) {
      known.upTo = lastSeq(db);
      return;
    }
    for (const mutation of listUnsent(db, known.upTo)) {
      const { seq, state, code, writes } = mutation;
      known.upTo = seq;
      const isHeld =
        code === deferralOf(serverVersion) ||
        writes.some((write) => versionFor(write) > serverVersion || buildsOnHeld(write));
      if (isHeld) {
        for (const write of writes) {
          known.rows.add(keyOf(write));
          if (write.op === 'insert') known.made.add(write.id);
        }
      }
      if (isHeld !== (state === 'held')) setHeld(db, seq, isHeld);
    }
  }

  return {
    update(serverVersion) {
      if (serverVersion !== known.serverVersion) {
        known = { serverVersion, upTo: 0, rows: new Set(), made: new Set() };
      }
      db.transaction(() => look(serverVersion));
    },
    defer(mutationId, serverVersion) {
      db.raw(
        `UPDATE outbox SET state='held', code=? WHERE mutation_id=? AND state='pending'`,
        deferralOf(serverVersion),
        mutationId,
      );
      known.serverVersion = NaN;
    },
  };
}

/** Kept with the mutation, so that the server is not asked again before it is another one. */
function deferralOf(serverVersion: number): string {
  return `DEFERRED_BY_${serverVersion}`;
}

/** The protocol version a server needs to take the write. */
function versionFor({ entity: name, fields }: Write): number {
  const entity = findEntity(name);
  if (!entity) return protocolVersion;
  const columns = Object.keys(fields).map((field) => entity.columns[field]?.since ?? 1);
  return Math.max(entity.since ?? 1, ...columns);
}

function keyOf({ entity, id }: Write): string {
  return `${entity}/${id}`;
}
