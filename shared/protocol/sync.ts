/** Pull, push and poke. The rules these messages follow are in SPEC.md. */
import { z } from 'zod';

const scopeCursor = z.strictObject({
  /** Every change up to this version of the scope is on the device; 0 = nothing yet. */
  version: z.int().min(0),
  /** Where a page broke off inside the next window; opaque to the device, absent at the start of a window. */
  resume: z.string().max(500).optional(),
});
export type ScopeCursor = z.infer<typeof scopeCursor>;

/** `POST /v1/sync/pull`; the answer is NDJSON, one {@link pullLine} a line, zstd-compressed. */
export const pullRequest = z.strictObject({
  /** The server epoch the cursors belong to; absent on a fresh device. */
  epoch: z.string().max(100).optional(),
  scopes: z.record(z.guid(), scopeCursor),
  /**
   * Sent with the first pull of a run of the program until it is answered: the run before that the server knew of, and
   * this one. A device restored from an image names a run that is no longer the last (SPEC IMAGE rules).
   */
  run: z.strictObject({ last: z.string().max(100).nullable(), now: z.string().min(16).max(100) }).optional(),
  /** Upper bound of rows in the answer; the server may send fewer. */
  maxRows: z.int().min(1).max(20_000).default(5_000),
});
export type PullRequest = z.infer<typeof pullRequest>;

export const pullContentType = 'application/x-ndjson+zstd';

const headLine = z.object({
  kind: z.literal('head'),
  epoch: z.string(),
  /** Every scope the device may hold now. One it holds and that is missing here must be erased. */
  scopes: z.array(z.object({ id: z.guid(), kind: z.enum(['company', 'book', 'user']), version: z.int() })),
  /** True: the cursors belong to another epoch; the device resets (EPOCH rules). */
  epochChanged: z.boolean(),
  /** With `epochChanged`: per scope the last version the request's epoch and the present one share (SPEC EPOCH4). */
  floors: z.record(z.guid(), z.int().min(0)).optional(),
});

const rowsLine = z.object({
  kind: z.literal('rows'),
  scope: z.guid(),
  entity: z.string(),
  /** camelCase field names: id, version, createdAt, createdBy, deletedAt, late, then the entity's own. */
  columns: z.array(z.string()),
  rows: z.array(z.array(z.json())),
});

/** Rows that left the scope without being deleted (moved to another book). */
const goneLine = z.object({
  kind: z.literal('gone'),
  scope: z.guid(),
  entity: z.string(),
  ids: z.array(z.guid()),
});

/** The scope's cleared below this version: drop its rows and start at cursor 0. */
const resetLine = z.object({ kind: z.literal('reset'), scope: z.guid() });

/** The end mark. A page without it is never applied. */
const endLine = z.object({
  kind: z.literal('end'),
  cursors: z.record(z.guid(), scopeCursor),
  /** True when another pull would bring more. */
  more: z.boolean(),
  /** Rows this window still holds, for the progress bar; an estimate. */
  remaining: z.int().min(0),
  /** Number of lines between the head and this one, so that a lost line is noticed. */
  lines: z.int().min(0),
  serverNow: z.string(),
});

export const pullLine = z.discriminatedUnion('kind', [headLine, rowsLine, goneLine, resetLine, endLine]);
export type PullLine = z.infer<typeof pullLine>;
export type PullHead = z.infer<typeof headLine>;
export type PullRows = z.infer<typeof rowsLine>;
export type PullEnd = z.infer<typeof endLine>;

const fields = z.record(z.string().max(60), z.json());

export const write = z.discriminatedUnion('op', [
  z.strictObject({
    op: z.literal('insert'),
    entity: z.string().max(50),
    id: z.guid(),
    scope: z.guid(),
    createdAt: z.iso.datetime({ precision: 3 }),
    fields,
  }),
  z.strictObject({
    op: z.literal('patch'),
    entity: z.string().max(50),
    id: z.guid(),
    scope: z.guid(),
    /** The row version the author saw; 0 when the row was not yet acknowledged. */
    seen: z.int().min(0),
    fields,
  }),
]);
export type Write = z.infer<typeof write>;

export const mutation = z.strictObject({
  /** Random 128 bits as hex. */
  id: z.string().regex(/^[0-9a-f]{32}$/),
  /** Counts up on the device within its epoch. */
  seq: z.int().min(1),
  /** What the person did, e.g. `touch.log`; for the audit log and the screen. */
  name: z.string().max(60),
  /** When the person did it, by the device's clock; shown, never used to decide. */
  at: z.iso.datetime({ precision: 3 }),
  writes: z.array(write).min(1).max(2_000),
});
export type Mutation = z.infer<typeof mutation>;

/** `POST /v1/sync/push` */
export const pushRequest = z.strictObject({
  deviceEpoch: z.string().max(100),
  /** The server epoch the queue was written against; another one is STALE, so that the device pulls first. */
  serverEpoch: z.string().max(100).optional(),
  mutations: z.array(mutation).min(1).max(500),
});
export type PushRequest = z.infer<typeof pushRequest>;

export const rejectionCodes = [
  'INVALID',
  'FORBIDDEN',
  'UNKNOWN_ENTITY',
  'UNKNOWN_ROW',
  'DUPLICATE_ROW',
] as const;

export const pushResponse = z.object({
  epoch: z.string(),
  results: z.array(
    z.object({
      id: z.string(),
      /**
       * `applied` also answers a repeat of an applied mutation. A rejection is final. `deferred`: this server is older
       * than the sender and cannot take it or those behind it; nothing was recorded (SPEC VERSION rules).
       */
      status: z.enum(['applied', 'rejected', 'deferred']),
      /** Fields that became conflict rows instead of being set. */
      conflicts: z.int().min(0),
      code: z.enum(rejectionCodes).optional(),
      message: z.string().optional(),
      /** The mutation was processed before: what the device pulled since may hold it already. */
      repeated: z.literal(true).optional(),
      /** Not final: after a restore the device keeps the mutation and offers it again (SPEC EPOCH5). */
      later: z.literal(true).optional(),
    }),
  ),
});
export type PushResponse = z.infer<typeof pushResponse>;
export type PushResult = PushResponse['results'][number];

/** `GET /v1/sync/poke`: server-sent events. `poke` names a scope that moved; `scopes` says the list of scopes changed. */
export const pokeEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('poke'), scope: z.guid(), version: z.int() }),
  z.object({ kind: z.literal('scopes') }),
]);
export type PokeEvent = z.infer<typeof pokeEvent>;

/** The largest push body the server takes; the device batches below it. */
export const pushBodyLimit = 8 * 1024 * 1024;
