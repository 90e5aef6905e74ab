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

export function readQueue(db: LocalDb): Queued[] {
  return db.raw<Queued>('SELECT seq, mutation_id, name, at, writes, state, code FROM outbox ORDER BY seq');
}
