/** Hands the queue to the server, in order and in batches. */
import type { EntityName } from '#shared/domain/entity/registry.ts';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import { pushResponse, type Mutation, type PushResult } from '#shared/protocol/sync.ts';
import { getMeta } from '../db/meta.ts';
import type { LocalDb } from '../db/local-db.ts';
import type { SyncClient } from '../server-client/server-client.ts';
import { ServerError, UnreachableError } from '../server-client/server-error.ts';
import { nextBatch, pruneAcknowledged } from './outbox.ts';
import type { RowListener } from './row-listener.ts';
import { settle } from './settle.ts';

export interface PushOptions {
  db: LocalDb;
  client: SyncClient;
  clock: Clock;
  author: string;
  listeners: readonly RowListener[];
  /** Called after the results of a batch have been committed. */
  onSettled: (changed: Set<EntityName>) => void;
}

const maxMutations = 500;
/** Far below the server's limit, so that a slow line finishes a batch and does not start it again for ever. */
const maxBytes = 512 * 1024;

/**
 * Pushes until nothing waits; resolves with the number of mutations answered. Throws what the client throws; what was
 * settled before stays settled.
 */
export async function pushAll(options: PushOptions): Promise<number> {
  const { db, clock } = options;
  let total = 0;
  for (;;) {
    const batch = nextBatch(db, maxMutations, maxBytes);
    if (batch.length === 0) break;
    const settled = await pushBatch(options, batch);
    if (settled === 0) throw new UnreachableError('FOREIGN');
    total += settled;
  }
  pruneAcknowledged(db, clock.now());
  return total;
}

/** A batch the server refuses as a whole is halved until the one mutation is found that it cannot read. */
async function pushBatch(options: PushOptions, batch: Mutation[]): Promise<number> {
  try {
    const results = await send(options, batch);
    return take(options, results);
  } catch (error) {
    if (!(error instanceof ServerError) || (error.code !== 'INVALID' && error.code !== 'TOO_LARGE'))
      throw error;
    if (batch.length === 1) {
      return take(options, [{ id: batch[0]!.id, status: 'rejected', conflicts: 0, code: 'INVALID' }]);
    }
    const half = Math.ceil(batch.length / 2);
    const first = await pushBatch(options, batch.slice(0, half));
    return first + (await pushBatch(options, batch.slice(half)));
  }
}

async function send({ db, client }: PushOptions, mutations: Mutation[]): Promise<PushResult[]> {
  const body = { deviceEpoch: getMeta(db, 'device_epoch'), mutations };
  const { results } = await client.post('/v1/sync/push', body, pushResponse);
  const sent = new Set(mutations.map((mutation) => mutation.id));
  if (!results.every((result) => sent.has(result.id))) throw new UnreachableError('FOREIGN');
  return results;
}

function take(options: PushOptions, results: PushResult[]): number {
  const { db, author, listeners, clock, onSettled } = options;
  onSettled(settle({ db, author, listeners, now: instantOf(clock) }, results));
  return results.length;
}
