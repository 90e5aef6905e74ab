import type { LocalDb } from '#core/db/local-db.ts';
import type { Write } from '#shared/protocol/sync.ts';

/** A mutation as it lies in a device's outbox. */
export interface Queued {
  seq: number;
  mutationId: string;
  name: string;
  at: string;
  writes: Write[];
  state: 'pending' | 'held' | 'acknowledged' | 'rejected';
  code: string | null;
}

/** By their text: a queue is read after every step, and little of it is new. */
const parsed = new Map<string, Write[]>();
const mostParsed = 5_000;

export function readQueue(db: LocalDb): Queued[] {
  if (parsed.size > mostParsed) parsed.clear();
  return db
    .raw<Omit<Queued, 'writes'> & { text: string }>(
      `SELECT seq, mutation_id, name, at, writes || '' AS text, state, code FROM outbox ORDER BY seq`,
    )
    .map(({ text, ...queued }) => ({ ...queued, writes: writesOf(text) }));
}

function writesOf(text: string): Write[] {
  const known = parsed.get(text);
  if (known) return known;
  const writes = JSON.parse(text) as Write[];
  parsed.set(text, writes);
  return writes;
}

/** The number of the last mutation, 0 where there is none. */
export function queueEnd(db: LocalDb): number {
  return db.raw<{ last: number | null }>('SELECT max(seq) AS last FROM outbox')[0]!.last ?? 0;
}
