/** Brings the local file up to the server, answer by answer. */
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import { findMeta, setMeta } from '../db/meta.ts';
import type { LocalDb } from '../db/local-db.ts';
import type { FailPoint } from '../fail-point.ts';
import type { SyncClient } from '../server-client/server-client.ts';
import { UnreachableError } from '../server-client/server-error.ts';
import { applyPull, heldScopes, type Applied } from './apply-pull.ts';
import { isRereading } from './reread.ts';
import type { RowListener } from './row-listener.ts';
import type { Run } from './run-id.ts';

export interface PullOptions {
  db: LocalDb;
  client: SyncClient;
  clock: Clock;
  author: string;
  run: Run;
  listeners: readonly RowListener[];
  /** Rows asked for at a time; each answer is one local transaction. */
  maxRows?: number;
  /** Called after each answer has been committed. */
  onApplied: (applied: Applied, progress: { rows: number; remaining: number; more: boolean }) => void;
  failPoint?: FailPoint;
}

const defaultMaxRows = 5_000;

/** Pulls until the server has no more. Throws what the client throws; answers applied before stay applied. */
export async function pullAll(options: PullOptions): Promise<void> {
  const { db, client, clock, run, onApplied, maxRows = defaultMaxRows } = options;
  for (;;) {
    const wasRereading = isRereading(db);
    const answer = await client.pull({ ...heldScopes(db), run: run.toSend(), maxRows });
    options.failPoint?.('pull.before-apply');
    const more = answer.end.more || answer.head.epochChanged || wasRereading;
    const applied = applyAnswer(options, answer);
    options.failPoint?.('pull.committed');
    run.acknowledge();
    if (!more && !findMeta(db, 'first_download_at')) setMeta(db, 'first_download_at', instantOf(clock));
    onApplied(applied, { rows: answer.rowCount, remaining: answer.end.remaining, more });
    if (!more) return;
  }
}

function applyAnswer(options: PullOptions, answer: Parameters<typeof applyPull>[1]): Applied {
  try {
    return applyPull(options, answer);
  } catch (error) {
    // A value that does not fit its column: the transaction was undone, and it is no answer of ours.
    throw error instanceof TypeError ? new UnreachableError('FOREIGN', { cause: error }) : error;
  }
}
