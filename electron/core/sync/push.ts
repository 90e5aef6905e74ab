/** Hands the queue to the server, in order and in batches. */
import type { EntityName } from '#shared/domain/entity/registry.ts';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import { pushResponse, type Mutation, type PushRequest, type PushResult } from '#shared/protocol/sync.ts';
import { protocolVersion } from '#shared/protocol/version.ts';
import { findMeta, getMeta } from '../db/meta.ts';
import type { LocalDb } from '../db/local-db.ts';
import type { FailPoint } from '../fail-point.ts';
import type { SyncClient } from '../server-client/server-client.ts';
import { UnreachableError } from '../server-client/server-error.ts';
import { createHold, type Hold } from './hold.ts';
import { nextBatch, pruneAcknowledged } from './outbox.ts';
import { batchLimit, pushBatch, type BatchSteps } from './push-batch.ts';
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
  failPoint?: FailPoint;
}

/**
 * Pushes until nothing waits; resolves with the number of mutations answered. Throws what the client throws; what was
 * settled before stays settled.
 */
export async function pushAll(options: PushOptions): Promise<number> {
  const { db, client } = options;
  const serverVersion = () => client.serverVersion() ?? protocolVersion;
  const hold = createHold(db);
  const steps: BatchSteps = {
    serverVersion,
    send: (mutations) => send(options, mutations),
    take: (results) => take(options, hold, results, serverVersion()),
  };
  let total = 0;
  let after = 0;
  for (;;) {
    hold.update(serverVersion());
    // Once through the queue: what the server wants to see later waits in it for the next round.
    const batch = nextBatch(db, batchLimit.mutations, batchLimit.bytes, { after, states: ['pending'] });
    if (batch.length === 0) break;
    const answered = await pushBatch(steps, batch);
    total += answered;
    after = batch[answered - 1]?.seq ?? after;
  }
  pruneAcknowledged(db);
  return total;
}

async function send({ db, client, failPoint }: PushOptions, mutations: Mutation[]): Promise<PushResult[]> {
  const body: PushRequest = {
    deviceEpoch: getMeta(db, 'device_epoch'),
    serverEpoch: findMeta(db, 'server_epoch'),
    mutations,
  };
  failPoint?.('push.before-send');
  const { results } = await client.post('/v1/sync/push', body, pushResponse);
  failPoint?.('push.after-answer');
  const isWhole = results.length === mutations.length;
  if (!isWhole || results.some(({ id }, place) => id !== mutations[place]!.id)) {
    throw new UnreachableError('FOREIGN');
  }
  return results;
}

function take(options: PushOptions, hold: Hold, results: PushResult[], serverVersion: number): void {
  const { db, author, listeners, clock, onSettled, failPoint } = options;
  const deferred = results.findIndex(({ status }) => status === 'deferred');
  // Only an older server may put something off.
  if (deferred !== -1 && serverVersion >= protocolVersion) throw new UnreachableError('FOREIGN');
  const answered = deferred === -1 ? results : results.slice(0, deferred);
  onSettled(settle({ db, author, listeners, now: findMeta(db, 'server_at') ?? instantOf(clock) }, answered));
  if (deferred !== -1) hold.defer(results[deferred]!.id, serverVersion);
  failPoint?.('push.settled');
}
