/** What the sync sign says, as a key of common.json. Pure. */
import type { SyncState } from '#shared/contract/sync.ts';

export type SyncLook = 'done' | 'waiting' | 'running' | 'offline';

export function syncLook(state: SyncState): SyncLook {
  if (state.connection === 'syncing') return 'running';
  if (state.connection === 'offline') return 'offline';
  return state.pending > 0 ? 'waiting' : 'done';
}

export function syncLabelKey(state: SyncState): string {
  const look = syncLook(state);
  return look === 'offline' && state.pending > 0 ? 'sync.offlineWaiting' : `sync.${look}`;
}
