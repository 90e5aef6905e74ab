/** The queue of mutations: what waits for the server, what it refused, and what it took (kept 30 days for a restored server). */
import type { Mutation, Write } from '#shared/protocol/sync.ts';
import type { LocalDb } from '../db/local-db.ts';

export interface QueuedMutation {
  seq: number;
  mutationId: string;
  name: string;
  at: string;
  writes: Write[];
}

const keptMs = 30 * 86_400_000;

export function enqueue(db: LocalDb, mutation: Omit<QueuedMutation, 'seq'>): void {
  const { mutationId, name, at, writes } = mutation;
  const { seq } = db.raw<{ seq: number }>(
    `INSERT INTO outbox (mutation_id, name, at, writes, state) VALUES (?,?,?,?,'pending') RETURNING seq`,
    mutationId,
    name,
    at,
    JSON.stringify(writes),
  )[0]!;
  markWrites(db, seq, writes);
}

function markWrites(db: LocalDb, seq: number, writes: readonly Write[]): void {
  for (const write of writes) {
    db.raw('INSERT OR IGNORE INTO outbox_write VALUES (?,?,?,?)', write.entity, write.id, seq, write.scope);
  }
}

/** The next mutations in order, at most `maxCount` and, but for a single large one, `maxBytes` of JSON. */
export function nextBatch(db: LocalDb, maxCount: number, maxBytes: number): Mutation[] {
  const sizes = db.raw<{ seq: number; bytes: number }>(
    `SELECT seq, length(CAST(writes AS BLOB)) + 200 AS bytes FROM outbox WHERE state='pending' ORDER BY seq LIMIT ?`,
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
      `SELECT seq, mutation_id, name, at, writes FROM outbox WHERE state='pending' AND seq<=? ORDER BY seq`,
      last,
    )
    .map(({ mutationId, ...mutation }) => ({ id: mutationId, ...mutation }));
}

export function countPending(db: LocalDb): number {
  return db.raw<{ n: number }>(`SELECT count(*) AS n FROM outbox WHERE state='pending'`)[0]!.n;
}

export function countRejected(db: LocalDb): number {
  return db.raw<{ n: number }>(`SELECT count(*) AS n FROM outbox WHERE state='rejected'`)[0]!.n;
}

/** A server restored from a backup is offered again what it acknowledged and may have lost (SPEC, EPOCH). */
export function requeueAcknowledged(db: LocalDb): void {
  const kept = db.raw<QueuedMutation>(
    `SELECT seq, writes FROM outbox WHERE state='acknowledged' ORDER BY seq`,
  );
  for (const { seq, writes } of kept) markWrites(db, seq, writes);
  db.raw(`UPDATE outbox SET state='pending', settled_at=NULL WHERE state='acknowledged'`);
}

/** Drops what was acknowledged about a scope that left the device, so that none of its text stays in the file. */
export function forgetScope(db: LocalDb, scopeId: string): void {
  db.raw(
    `DELETE FROM outbox WHERE state='acknowledged' AND EXISTS (
      SELECT 1 FROM json_each(outbox.writes) WHERE json_extract(json_each.value, '$.scope')=?)`,
    scopeId,
  );
}

export function pruneAcknowledged(db: LocalDb, now: number): void {
  db.raw(
    `DELETE FROM outbox WHERE state='acknowledged' AND settled_at<?`,
    new Date(now - keptMs).toISOString(),
  );
}
