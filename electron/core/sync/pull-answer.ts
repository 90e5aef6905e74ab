/** A complete answer to a pull. Only server-client/pull-reader.ts makes one, after it has seen the end mark. */
import type { PullEnd, PullHead, PullLine, PullRows } from '#shared/protocol/sync.ts';

export interface PullAnswer {
  readonly head: PullHead;
  /** In the order sent. */
  readonly changes: readonly (PullRows | Extract<PullLine, { kind: 'gone' | 'reset' }>)[];
  readonly end: PullEnd;
  readonly rowCount: number;
}
