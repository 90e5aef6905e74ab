import { z } from 'zod';
import { base } from './base.ts';

/** How long this device may go on without its server (SPEC LEASE rules). */
export const leaseState = z.object({
  /** `readOnly`: everything can be read, nothing written, until the server has been reached. */
  state: z.enum(['ok', 'readOnly']),
  /** `age`: too long without contact. `clock`: the device's clock was set back. */
  reason: z.enum(['age', 'clock']).nullable(),
  lastContactAt: z.string().nullable(),
  readOnlyAt: z.string().nullable(),
  lockedAt: z.string().nullable(),
});
export type LeaseState = z.infer<typeof leaseState>;

export const syncState = z.object({
  lease: leaseState,
  /** Mutations that wait because this server is older than the program; they go once it is updated. */
  held: z.int(),
  connection: z.enum(['online', 'offline', 'syncing']),
  /** Mutations not yet acknowledged by the server. */
  pending: z.int(),
  /** Of these: acknowledged once, and offered again because the server was restored from a backup (SPEC EPOCH1). */
  offered: z.int(),
  /** When the local data was last known to equal the server's. */
  lastSyncedAt: z.string().nullable(),
  /** Mutations the server refused and nobody has looked at. */
  rejections: z.int(),
  openConflicts: z.int(),
  /** Code of the last failure, if the last attempt failed. */
  lastError: z.string().nullable(),
});
export type SyncState = z.infer<typeof syncState>;

/** What the page listens to; it refetches what it shows. */
export const liveEvent = z.discriminatedUnion('type', [
  /** Rows of these entities changed locally (own edit or pull). */
  z.object({ type: z.literal('changed'), entities: z.array(z.string()) }),
  z.object({ type: z.literal('sync'), state: syncState }),
  z.object({ type: z.literal('session') }),
  /** A long history follows its card: so many rows are there. */
  z.object({ type: z.literal('merge'), done: z.int() }),
  z.object({ type: z.literal('import'), importId: z.string(), done: z.int(), total: z.int() }),
]);
export type LiveEvent = z.infer<typeof liveEvent>;

export const rejection = z.object({
  mutationId: z.string(),
  name: z.string(),
  at: z.string(),
  code: z.string(),
  /** What the person had entered, as text, so that it is not lost. */
  text: z.string(),
});

export const syncContract = {
  state: base.output(syncState),
  /** Push and pull now; resolves when the round is over. */
  now: base.output(syncState),
  rejections: base.output(z.array(rejection)),
  dismissRejection: base.input(z.object({ mutationId: z.string() })).output(z.void()),
};
