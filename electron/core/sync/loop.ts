/** Runs push and pull, one round at a time, and says how things stand. */
import type { SyncState } from '#shared/contract/sync.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { Timer } from '#shared/lib/timer.ts';
import { CoreError } from '../core-error.ts';
import { ServerError, UnreachableError } from '../server-client/server-error.ts';
import { createBackoff } from './backoff.ts';
import { isTooOldAnswer } from './version-gate.ts';

export interface SyncLoop {
  state(): SyncState;
  /** Runs a round now; resolves when it is over, whether it succeeded or not. */
  now(): Promise<SyncState>;
}

const endReasons = ['DEVICE_REVOKED', 'ACCOUNT_DISABLED', 'UNAUTHENTICATED', 'DEVICE_FORKED'] as const;
export type EndReason = (typeof endReasons)[number];

/** The refusals after which this device's session is over. */
export function endReasonOf(code: string): EndReason | undefined {
  return endReasons.find((reason) => reason === code);
}

type Counts = Omit<SyncState, 'connection' | 'lastError'>;

export interface SyncLoopOptions {
  /** Resolves with the number of mutations the server answered. */
  push: () => Promise<number>;
  pull: () => Promise<void>;
  /** The part of the state that lies in the file. */
  counts: () => Counts;
  /** The server has called this program too old: that is told before any other trouble. */
  isTooOld: () => boolean;
  /** A round succeeded: the file equals the server as of now. */
  onSynced: () => void;
  /** The server answered after a time in which it had not. */
  onOnline: () => void;
  onState: (state: SyncState) => void;
  /** The server ended this device's session; no further round is run. */
  onEnded: (reason: EndReason) => void;
  timer: Timer;
  log: Logger;
  /** A number in [0, 1). */
  random: () => number;
}

export interface RunningSyncLoop extends SyncLoop {
  start(): void;
  /** Something to push was queued: a round follows shortly. */
  queued(): void;
  /** The server has something new: look within so many milliseconds, at random where many devices are told at once. */
  poked(spreadMs: number): void;
  /** The server may have been restored or restarted: look before anything is handed in. */
  distrust(): void;
  /** The open line went dead without a word: the server cannot be reached, whatever a round under way still hopes for. */
  silent(): void;
  /** Another request waits for its answer longer than usual: a round finds out, where it would be news. */
  doubted(): void;
  /** Counts changed without a round. */
  refresh(): void;
  /** No round is started any more; resolves when the present one is over. */
  stop(): Promise<void>;
}

/** Of a file that could not be read yet. */
const unknownCounts: Counts = {
  pending: 0,
  offered: 0,
  held: 0,
  rejections: 0,
  openConflicts: 0,
  lastSyncedAt: null,
  lease: { state: 'ok', reason: null, lastContactAt: null, readOnlyAt: null, lockedAt: null },
};

const pollMs = 60_000;
const debounceMs = 100;
const pokeMs = 25;
/** When a server goes away, all its devices notice in the same moment. */
const brokenSpreadMs = 3_000;

export function createSyncLoop(options: SyncLoopOptions): RunningSyncLoop {
  const { push, pull, counts, isTooOld, onSynced, onOnline, onState, onEnded, timer, log, random } = options;
  const backoff = createBackoff({ firstMs: 1_000, maxMs: 60_000, random });
  let connection: SyncState['connection'] = 'offline';
  let lastError: string | null = null;
  /** False until a pull has shown that the server is the one the queue was written against (SPEC, EPOCH). */
  let isTrusted = false;
  let isStopped = false;
  let running: Promise<void> | undefined;
  let isWanted = false;
  let cancel = () => {};
  let dueIn = Infinity;
  /** The server named a time to come back at; only a person's wish goes before it. */
  let isHeldOff = false;
  let shown = '';
  let isOutdated = false;
  let known: Counts = unknownCounts;

  /** A file that cannot be read now must not end the loop that may outlive the trouble. */
  function state(): SyncState {
    try {
      if (!isStopped) {
        known = counts();
        isOutdated = isTooOld();
      }
    } catch (error) {
      lastError = codeOf(error);
    }
    return { connection, lastError: isOutdated ? 'PROTOCOL_TOO_OLD' : lastError, ...known };
  }

  function show(): void {
    const next = state();
    const text = JSON.stringify(next);
    if (text === shown) return;
    shown = text;
    onState(next);
  }

  /** Plans a round in so many milliseconds, unless one is due sooner. */
  function plan(ms: number): void {
    if (isStopped) return;
    if (running) {
      isWanted = true;
      return;
    }
    if (ms < dueIn && !isHeldOff) replan(ms);
  }

  function replan(ms: number): void {
    cancel();
    if (isStopped) return;
    dueIn = ms;
    cancel = timer.after(ms, () => void round());
  }

  function round(): Promise<void> {
    cancel();
    dueIn = Infinity;
    running ??= attempt().then((wait) => {
      running = undefined;
      replan(isWanted && connection === 'online' ? debounceMs : wait);
    });
    return running;
  }

  /** Returns how long to wait for the next round. */
  async function attempt(): Promise<number> {
    isWanted = false;
    isHeldOff = false;
    if (connection === 'offline' || state().pending > 0) connection = 'syncing';
    show();
    let wait = pollMs * (0.9 + 0.2 * random());
    try {
      const isFirst = !isTrusted;
      if (isFirst) await look();
      isTrusted = true;
      const pushed = await push();
      if (pushed > 0 || !isFirst) await pull();
      onSynced();
      if (connection !== 'online') onOnline();
      connection = 'online';
      lastError = state().held > 0 ? 'SERVER_TOO_OLD' : null;
      backoff.reset();
    } catch (error) {
      wait = fail(error);
    }
    show();
    return wait;
  }

  /** A program too old to be served may still hand in what it has; the push names the server epoch (SPEC VERSION4). */
  async function look(): Promise<void> {
    try {
      await pull();
    } catch (error) {
      if (!isTooOldAnswer(error)) throw error;
      await push().catch((refusal: unknown) => {
        if (!(refusal instanceof ServerError) || refusal.code !== 'STALE') throw refusal;
      });
      throw error;
    }
  }

  /** Returns how long to wait. */
  function fail(error: unknown): number {
    connection = 'offline';
    isTrusted = false;
    if (isStopped) return pollMs;
    lastError = codeOf(error);
    if (error instanceof ServerError) {
      const reason = endReasonOf(error.code);
      if (reason) {
        isStopped = true;
        onEnded(reason);
      }
      isHeldOff = error.retryAfterMs !== undefined;
      return backoff.next(error.retryAfterMs);
    }
    return backoff.next();
  }

  /** Expected failures have a code to show; anything else is a bug, logged here once. */
  function codeOf(error: unknown): string {
    if (error instanceof ServerError) return error.code;
    if (error instanceof UnreachableError) return error.reason;
    if (error instanceof CoreError) return error.detail ?? error.code;
    log.error({ err: error }, 'sync.failed');
    return 'INTERNAL';
  }

  return {
    state,
    async now() {
      // A round under way may have passed the queue already: its end is waited for, and a whole one follows.
      if (running) await running;
      if (!isStopped) await round();
      return state();
    },
    start: () => plan(0),
    queued() {
      show();
      plan(debounceMs);
    },
    poked: (spreadMs) => plan(pokeMs + spreadMs * random()),
    distrust() {
      isTrusted = false;
      plan(debounceMs + brokenSpreadMs * random());
    },
    silent() {
      if (isStopped) return;
      connection = 'offline';
      lastError = 'TIMEOUT';
      isTrusted = false;
      show();
      plan(debounceMs + brokenSpreadMs * random());
    },
    doubted() {
      if (connection === 'online') plan(pokeMs);
    },
    refresh: show,
    async stop() {
      isStopped = true;
      cancel();
      await running;
    },
  };
}
