/** Hands in everything that waits, without writing to the file: it is to be destroyed, and the disk may be full. */
import type { HandIn } from '#shared/protocol/error.ts';
import { pushResponse, type Mutation, type PushRequest, type PushResult } from '#shared/protocol/sync.ts';
import { protocolVersion } from '#shared/protocol/version.ts';
import { findMeta, getMeta } from '../db/meta.ts';
import type { LocalDb } from '../db/local-db.ts';
import type { SyncClient } from '../server-client/server-client.ts';
import { ServerError, UnreachableError } from '../server-client/server-error.ts';
import { drainAttachments } from './drain-attachment.ts';
import { countUnsent, loweredWrite, nextBatch } from '../sync/outbox.ts';
import { batchLimit, pushBatch, type BatchSteps } from '../sync/push-batch.ts';

export interface DrainOptions {
  db: LocalDb;
  client: Pick<SyncClient, 'post' | 'postBytes' | 'serverVersion'>;
  /** What a sign-in was given for it; else the session that the file remembers. */
  handIn: HandIn | undefined;
  /** Called after each answer with the number that is not handed in. */
  onProgress: (unsent: number) => void;
}

export interface Drained {
  /** Answers that are not final, which wait for a newer or a complete server. */
  open: number;
  /** The history that was handed in to; undefined where the file holds nothing that could be handed in. */
  epoch: string | undefined;
}

/**
 * Pushes until everything has an answer. Throws what the client throws; begun again it starts from the front, and the server answers what
 * it has as it did before. Acknowledged mutations that a restored server lost are offered too.
 */
export async function drain({ db, client, handIn: given, onProgress }: DrainOptions): Promise<Drained> {
  /** The history that is handed in to; undefined while the server has not told which one it has now. */
  let epoch = findMeta(db, 'server_epoch');
  let told: string | undefined;
  let isRestored = false;
  let open = 0;

  async function send(mutations: Mutation[]): Promise<PushResult[]> {
    const body: PushRequest = {
      deviceEpoch: given?.deviceEpoch ?? getMeta(db, 'device_epoch'),
      serverEpoch: epoch,
      // A draining device cannot pull, so what it has seen of a lost history counts as nothing (SPEC EPOCH4).
      mutations: isRestored ? mutations.map(asUnseen) : mutations,
    };
    const answer = await client.post('/v1/sync/push', body, pushResponse);
    if (answer.results.length !== mutations.length) throw new UnreachableError('FOREIGN');
    epoch = answer.epoch;
    told = answer.epoch;
    return answer.results;
  }

  function take(results: PushResult[]): void {
    open += results.filter(({ later }) => later).length;
  }

  const steps: BatchSteps = { send, take, serverVersion: () => client.serverVersion() ?? protocolVersion };

  async function handIn(): Promise<number> {
    const states = isRestored ? [...waiting, 'acknowledged'] : waiting;
    let after = 0;
    open = 0;
    for (;;) {
      const batch = nextBatch(db, batchLimit.mutations, batchLimit.bytes, { after, states });
      if (batch.length === 0) return open;
      const answered = await pushBatch(steps, batch);
      after = batch[answered - 1]?.seq ?? after;
      const unsent = countUnsent(db, after) + open;
      onProgress(unsent);
      // The rest may build on what a newer server has to take first.
      if (answered < batch.length) return unsent;
    }
  }

  /** Where nothing waits nothing was sent: a repeat tells whether the server still has what it acknowledged. */
  async function ask(): Promise<void> {
    const known = nextBatch(db, 1, batchLimit.bytes, { after: 0, states: ['acknowledged'] });
    if (known.length > 0) await send(known);
  }

  for (;;) {
    try {
      const unsent = await handIn();
      if (!isRestored) await ask();
      await drainAttachments(db, client);
      return { open: unsent, epoch: told };
    } catch (error) {
      // STALE without an epoch is about the device.
      if (epoch === undefined || !(error instanceof ServerError) || error.code !== 'STALE') throw error;
      epoch = undefined;
      isRestored = true;
    }
  }
}

const waiting = ['pending', 'held'];

function asUnseen(mutation: Mutation): Mutation {
  return { ...mutation, writes: mutation.writes.map((write) => loweredWrite(write, {})) };
}
