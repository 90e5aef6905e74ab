/** The queue of mutations: what waits for the server, what it refused, and what it took (kept 30 days for a restored server). */
import type { Mutation, Write } from '#shared/protocol/sync.ts';
import type { LocalDb } from '../db/local-db.ts';
import { findMeta } from '../db/meta.ts';
import { packJson } from '../db/packed-json.ts';
import type { SalvagedMutation } from '../db/salvage.ts';

export interface QueuedMutation {
  seq: number;
  mutationId: string;
  name: string;
  at: string;
  writes: Write[];
}

/** How long acknowledged mutations are kept. */
export const keptMs = 30 * 86_400_000;

/** `text`: the writes as JSON, where the caller has it already. Returns the place in the queue. */
export function enqueue(
  db: LocalDb,
  mutation: Omit<QueuedMutation, 'seq'>,
  text = JSON.stringify(mutation.writes),
): number {
  const { mutationId, name, at, writes } = mutation;
  const { stored, packedBytes } = packJson(text);
  const { seq } = db.raw<{ seq: number }>(
    `INSERT INTO outbox (mutation_id, name, at, writes, packed_bytes, state) VALUES (?,?,?,?,?,'pending')
      RETURNING seq`,
    mutationId,
    name,
    at,
    stored,
    packedBytes,
  )[0]!;
  markWrites(db, seq, writes);
  return seq;
}

/** As {@link enqueue}, for a mutation of another file that is in any state. */
export function requeue(db: LocalDb, mutation: SalvagedMutation): void {
  const { mutationId, name, at, writes, state, code, settledAt } = mutation;
  const { stored, packedBytes } = packJson(JSON.stringify(writes));
  const [added] = db.raw<{ seq: number }>(
    `INSERT INTO outbox (mutation_id, name, at, writes, packed_bytes, state, code, settled_at)
      VALUES (?,?,?,?,?,?,?,?) RETURNING seq`,
    mutationId,
    name,
    at,
    stored,
    packedBytes,
    state,
    code,
    settledAt,
  );
  if (isWaiting(mutation)) markWrites(db, added!.seq, writes);
}

/** No server has answered it yet. */
export function isWaiting({ state }: Pick<SalvagedMutation, 'state'>): boolean {
  return state === 'pending' || state === 'held';
}

function markWrites(db: LocalDb, seq: number, writes: readonly Write[]): void {
  const rows = writes.map(({ entity, id, scope }) => [entity, id, scope]);
  db.raw(
    `INSERT OR IGNORE INTO outbox_write SELECT value ->> 0, value ->> 1, ?, value ->> 2 FROM json_each(?)`,
    seq,
    JSON.stringify(rows),
  );
}

/** The next mutations in order, at most `maxCount` and, but for a single large one, `maxBytes` of JSON. */
export function nextBatch(
  db: LocalDb,
  maxCount: number,
  maxBytes: number,
  of: { after: number; states: readonly string[] } = { after: 0, states: ['pending'] },
): Mutation[] {
  const where = `state IN (${of.states.map((state) => `'${state}'`).join()}) AND seq>${of.after}`;
  const sizes = db.raw<{ seq: number; bytes: number }>(
    `SELECT seq, coalesce(packed_bytes, length(CAST(writes AS BLOB))) + 200 AS bytes FROM outbox WHERE ${where} ORDER BY seq LIMIT ?`,
    maxCount,
  );
  let last = 0;
  let bytes = 0;
  for (const size of sizes) {
    bytes += size.bytes;
    if (last > 0 && bytes > maxBytes) break;
    last = size.seq;
  }
  return db
    .raw<QueuedMutation>(
      `SELECT seq, mutation_id, name, at, writes FROM outbox WHERE ${where} AND seq<=? ORDER BY seq`,
      last,
    )
    .map(({ mutationId, ...mutation }) => ({ id: mutationId, ...mutation }));
}

export function countPending(db: LocalDb): number {
  return db.raw<{ n: number }>(`SELECT count(*) AS n FROM outbox WHERE state='pending'`)[0]!.n;
}

/** Of those that are pending: what a server had acknowledged, and is offered to it again after a restore. */
export function countOffered(db: LocalDb): number {
  return db.raw<{ n: number }>(
    `SELECT count(*) AS n FROM outbox WHERE state='pending' AND settled_at IS NOT NULL`,
  )[0]!.n;
}

/** Mutations that wait for a newer server. */
export function countHeld(db: LocalDb): number {
  return db.raw<{ n: number }>(`SELECT count(*) AS n FROM outbox WHERE state='held'`)[0]!.n;
}

interface UnsentMutation {
  seq: number;
  writes: Write[];
  state: 'pending' | 'held';
  code: string | null;
}

/** What no server has answered yet, behind `after`, in order. */
export function listUnsent(db: LocalDb, after: number): UnsentMutation[] {
  return db.raw(
    `SELECT seq, writes, state, code FROM outbox WHERE state IN ('pending','held') AND seq>? ORDER BY seq`,
    after,
  );
}

/** Whether anything waits for a newer server, or was put off with that code. */
export function hasHeldUnsent(db: LocalDb, code: string): boolean {
  const found = db.raw(
    `SELECT 1 FROM outbox WHERE state='held' OR (state='pending' AND code=?) LIMIT 1`,
    code,
  );
  return found.length > 0;
}

/** Of the queue; 0 where it is empty. */
export function lastSeq(db: LocalDb): number {
  return db.raw<{ seq: number | null }>('SELECT max(seq) AS seq FROM outbox')[0]!.seq ?? 0;
}

export function setHeld(db: LocalDb, seq: number, isHeld: boolean): void {
  if (isHeld) db.raw(`UPDATE outbox SET state='held' WHERE seq=?`, seq);
  else db.raw(`UPDATE outbox SET state='pending', code=NULL WHERE seq=?`, seq);
}

/** Mutations behind `after` that no server has answered. */
export function countUnsent(db: LocalDb, after = 0): number {
  return db.raw<{ n: number }>(
    `SELECT count(*) AS n FROM outbox WHERE state IN ('pending','held') AND seq>?`,
    after,
  )[0]!.n;
}

export function countRejected(db: LocalDb): number {
  return db.raw<{ n: number }>(`SELECT count(*) AS n FROM outbox WHERE state='rejected'`)[0]!.n;
}

/**
 * A server restored from a backup is offered again what it acknowledged and may have lost (SPEC, EPOCH). What a patch
 * has seen is lowered to the last version that the two histories share: the same numbers stand for other content now.
 */
export function requeueAcknowledged(db: LocalDb, floors: Readonly<Record<string, number>>): void {
  const kept = db.raw<QueuedMutation & { state: string }>(
    `SELECT seq, writes, state FROM outbox WHERE state<>'rejected' ORDER BY seq`,
  );
  for (const { seq, writes, state } of kept) {
    if (state === 'acknowledged') markWrites(db, seq, writes);
    const lowered = writes.map((write) => loweredWrite(write, floors));
    if (lowered.some((write, place) => write !== writes[place])) {
      setWrites(db, seq, lowered);
    }
  }
  // When it was settled stays with it: by that it is told from what no server has had yet.
  db.raw(`UPDATE outbox SET state='pending' WHERE state='acknowledged'`);
}

/** Without floors: as of somebody who has seen nothing. */
export function loweredWrite(write: Write, floors: Readonly<Record<string, number>>): Write {
  const floor = floors[write.scope] ?? 0;
  return write.op === 'patch' && write.seen > floor ? { ...write, seen: floor } : write;
}

/**
 * Drops the acknowledged writes of scopes that are not on the device, so that none of their text stays in the file. The
 * other writes of their mutations are still kept for a restored server. Returns how many mutations had such writes.
 */
export function forgetScopesLeft(db: LocalDb): number {
  const held = new Set(
    db.raw<{ scopeId: string }>('SELECT scope_id FROM scope_cursor').map((row) => row.scopeId),
  );
  // One by one: after a large import they are too much to be held at once.
  const seqs = db.raw<{ seq: number }>(
    `SELECT seq FROM outbox WHERE state='acknowledged' AND (packed_bytes IS NOT NULL OR EXISTS (
      SELECT 1 FROM json_each(outbox.writes)
      WHERE json_extract(json_each.value, '$.scope') NOT IN (SELECT scope_id FROM scope_cursor)))`,
  );
  const affected = seqs.flatMap(({ seq }) => {
    const { writes } = db.raw<{ writes: Write[] }>('SELECT writes FROM outbox WHERE seq=?', seq)[0]!;
    return writes.every((write) => held.has(write.scope)) ? [] : [{ seq, writes }];
  });
  for (const { seq, writes } of affected) {
    keepOnly(
      db,
      seq,
      writes.filter((write) => held.has(write.scope)),
    );
  }
  return affected.length;
}

/** What is left of an acknowledged mutation when some of its rows have left the device. */
export function keepOnly(db: LocalDb, seq: number, writes: readonly Write[]): void {
  if (writes.length === 0) db.raw('DELETE FROM outbox WHERE seq=?', seq);
  else setWrites(db, seq, writes);
}

function setWrites(db: LocalDb, seq: number, writes: readonly Write[]): void {
  const { stored, packedBytes } = packJson(JSON.stringify(writes));
  db.raw('UPDATE outbox SET writes=?, packed_bytes=? WHERE seq=?', stored, packedBytes, seq);
}

/** By the server's time: a clock that was set wrong must not cut short what a restored server may ask for. */
export function pruneAcknowledged(db: LocalDb): void {
  const now = findMeta(db, 'server_at');
  if (now === undefined) return;
  db.raw(
    `DELETE FROM outbox WHERE state='acknowledged' AND settled_at<?`,
    new Date(Date.parse(now) - keptMs).toISOString(),
  );
}
