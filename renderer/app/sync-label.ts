/** What the sync sign says. Pure. */
import type { SyncState } from '#shared/contract/sync.ts';

export type SyncLook = 'done' | 'waiting' | 'running' | 'offline';

export function syncLook(state: SyncState): SyncLook {
  if (state.connection === 'syncing') return 'running';
  if (state.connection === 'offline') return 'offline';
  return state.pending > 0 ? 'waiting' : 'done';
}

/** Edits that no server has had yet: what is only offered again after a restore is not the person's to wait for. */
export function countUnsent({ pending, offered }: SyncState): number {
  return pending - offered;
}

/** A key of common.json with its count. */
export function syncLabel(state: SyncState): { key: string; count: number } {
  const look = syncLook(state);
  const count = countUnsent(state);
  if (count === 0 && state.offered > 0 && look !== 'offline')
    return { key: 'sync.offering', count: state.offered };
  return { key: look === 'offline' && count > 0 ? 'sync.offlineWaiting' : `sync.${look}`, count };
}
