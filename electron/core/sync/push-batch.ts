import type { Mutation, PushResult } from '#shared/protocol/sync.ts';
import { protocolVersion } from '#shared/protocol/version.ts';
import { ServerError } from '../server-client/server-error.ts';

/** Far below the server's limit, so that a slow line finishes a batch and does not start it again for ever. */
export const batchLimit = { mutations: 500, bytes: 512 * 1024 };

export interface BatchSteps {
  /** Throws what the client throws. */
  send: (mutations: Mutation[]) => Promise<PushResult[]>;
  /** Gets the answers in the order sent. From the first deferred one on they say nothing but that. */
  take: (results: PushResult[]) => void;
  /** The protocol version of the server, as far as it is known. */
  serverVersion: () => number;
}

/**
 * Sends a batch and resolves with the number of mutations answered: fewer than all where the server deferred one. A
 * batch the server refuses as a whole is halved until the one mutation is found that it cannot read; that one is
 * answered as rejected, or as deferred where the server may be too old to read it.
 */
export async function pushBatch(steps: BatchSteps, batch: Mutation[]): Promise<number> {
  const results = await answersOf(steps, batch);
  if (results) {
    steps.take(results);
    const deferred = results.findIndex(({ status }) => status === 'deferred');
    return deferred === -1 ? results.length : deferred;
  }
  const half = Math.ceil(batch.length / 2);
  const first = await pushBatch(steps, batch.slice(0, half));
  return first < half ? first : first + (await pushBatch(steps, batch.slice(half)));
}

/** Undefined where the server refuses several as a whole. */
async function answersOf(
  { send, serverVersion }: BatchSteps,
  batch: Mutation[],
): Promise<PushResult[] | undefined> {
  try {
    return await send(batch);
  } catch (error) {
    const isUnreadable =
      error instanceof ServerError && (error.code === 'INVALID' || error.code === 'TOO_LARGE');
    if (!isUnreadable) throw error;
    if (batch.length > 1) return undefined;
    const refused = { id: batch[0]!.id, conflicts: 0 };
    if (serverVersion() < protocolVersion) return [{ ...refused, status: 'deferred' }];
    return [{ ...refused, status: 'rejected', code: 'INVALID' }];
  }
}
