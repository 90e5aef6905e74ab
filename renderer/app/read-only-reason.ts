/** Why nothing can be written now, as a key of common.json. Pure. */
import type { SyncState } from '#shared/contract/sync.ts';

export type ReadOnlyReason = 'age' | 'clock' | 'program';

export function readOnlyReason({ lease, lastError }: SyncState): ReadOnlyReason | undefined {
  if (lease.state === 'readOnly') return lease.reason ?? 'age';
  return lastError === 'PROTOCOL_TOO_OLD' ? 'program' : undefined;
}
