/**
 * What becomes of a file whose device the company has ended: edits are handed in where it orders that, then key and
 * files are destroyed. Goes on by itself until it is over; what an end of the program interrupts is begun again.
 */
import type { SessionState } from '#shared/contract/session.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { Timer } from '#shared/lib/timer.ts';
import type { DeviceOrder } from '#shared/protocol/device.ts';
import type { ErrorCode, HandIn } from '#shared/protocol/error.ts';
import { CoreError } from '../core-error.ts';
import type { LocalDb } from '../db/local-db.ts';
import type { ProfileLock } from '../db/profile-lock.ts';
import { findMeta } from '../db/meta.ts';
import { countUploads } from '../db/repository/attachment.ts';
import { createServerClient } from '../server-client/server-client.ts';
import type { Limits } from '../server-client/http.ts';
import { ServerError, UnreachableError } from '../server-client/server-error.ts';
import { createBackoff } from '../sync/backoff.ts';
import { countUnsent } from '../sync/outbox.ts';
import type { Company, ConnectOrders } from './device-orders.ts';
import { drain } from './drain.ts';
import type { Wiper } from './wiper.ts';

type HandoverState = Extract<SessionState, { status: 'ended' }>['handover'];

export interface Handover {
  state(): { handover: HandoverState; unsent: number };
  /** Tries now; resolves when the attempt is over. */
  contact(): Promise<void>;
  /** Lets go of file and lock. */
  stop(): Promise<void>;
}

export interface HandoverOptions {
  profileId: string;
  /** The opened file; absent where no key opens it: it can then be wiped, not drained. */
  db: LocalDb | undefined;
  lock: ProfileLock;
  /** What the sign-in before was given to hand the file in with. */
  handIn?: HandIn | undefined;
  /** Absent: a file of an older program, which cannot ask; it is kept. */
  company: Company | undefined;
  connect: ConnectOrders;
  wiper: Wiper;
  timer: Timer;
  log: Logger;
  random: () => number;
  limits?: Partial<Limits>;
  /** The state is another one, or the number of unsent edits. */
  onChange: () => void;
}

/** The server takes no push under this session again; a sign-in gets another one. */
const sessionRefusals: readonly ErrorCode[] = ['UNAUTHENTICATED', 'DEVICE_FORKED', 'STALE'];

export function startHandover(options: HandoverOptions): Handover {
  const { profileId, lock, company, handIn, connect, wiper, timer, log, random, onChange } = options;
  const stopRequests = new AbortController();
  const { signal } = stopRequests;
  const backoff = createBackoff({ firstMs: 1_000, maxMs: 60_000, random });
  let db = options.db;
  let handover: HandoverState = company ? 'waiting' : 'kept';
  let counted = db ? countUnsent(db) : null;
  let running: Promise<void> | undefined;
  let cancel = () => {};

  function show(next: HandoverState, unsent = counted): void {
    if (next === handover && unsent === counted) return;
    handover = next;
    counted = unsent;
    onChange();
  }

  function close(): void {
    try {
      db?.close();
    } catch (error) {
      log.error({ err: error }, 'handover.close_failed');
    }
    db = undefined;
  }

  /** What the company says is done; resolves when there is nothing more to do about it now. */
  async function obey(from: Company): Promise<void> {
    const orders = connect(from, signal);
    let order: DeviceOrder = await orders.ask();
    if (order === 'drain' && db && handover !== 'sign-in') {
      show('draining');
      const drained = await handOver(db, from);
      if (drained) order = await orders.drained(counted ?? 0, drained.epoch);
    }
    if (order === 'wipe') {
      wipe(from);
      await wiper.report(profileId, signal);
    } else if (order === 'none') {
      close();
      lock.release();
      show('kept');
    } else if (handover !== 'sign-in') {
      show('waiting');
    }
  }

  /**
   * The history that was handed in to. Undefined where something waits for another server, or for a sign-in that opens
   * another session: it is not given up.
   */
  async function handOver(
    file: LocalDb,
    { serverUrl }: Company,
  ): Promise<{ epoch: string | undefined } | undefined> {
    const token = () => handIn?.token ?? findMeta(file, 'token');
    const client = createServerClient({ serverUrl, timer, token, signal, limits: options.limits });
    try {
      const onProgress = (unsent: number) => show('draining', unsent);
      const { open, epoch } = await drain({ db: file, client, handIn, onProgress });
      return open === 0 ? { epoch } : undefined;
    } catch (error) {
      if (!(error instanceof ServerError) || !sessionRefusals.includes(error.code)) throw error;
      log.warn({ code: error.code, unsent: counted }, 'handover.push_refused');
      const waiting = (counted ?? 0) + countUploads(file);
      if (waiting === 0) return { epoch: undefined };
      show('sign-in', waiting);
      return undefined;
    }
  }

  function wipe(from: Company): void {
    if (signal.aborted) return;
    show('wiping');
    close();
    wiper.wipe(profileId, from, counted);
    lock.release();
    show('wiped');
  }

  async function attempt(from: Company): Promise<void> {
    cancel();
    try {
      if (handover === 'failed') wipe(from);
      if (handover === 'wiped') await wiper.report(profileId, signal);
      else await obey(from);
      // Ordered to drain without a key: the order may become another one.
      if (handover === 'waiting' || handover === 'sign-in') again();
    } catch (error) {
      if (!isExpected(error)) log.error({ err: error }, 'handover.failed');
      if (handover === 'wiping') show('failed');
      else if (handover !== 'wiped') show('waiting');
      again(error instanceof ServerError ? error.retryAfterMs : undefined);
    }
  }

  function again(atLeastMs?: number): void {
    if (!signal.aborted) cancel = timer.after(backoff.next(atLeastMs), () => void contact());
  }

  async function contact(): Promise<void> {
    if (!company || handover === 'kept' || signal.aborted) return;
    running ??= attempt(company).finally(() => {
      running = undefined;
    });
    await running;
  }

  void contact();
  return {
    state: () => ({ handover, unsent: counted ?? 0 }),
    contact,
    async stop() {
      cancel();
      stopRequests.abort();
      await running;
      close();
      lock.release();
    },
  };
}

function isExpected(error: unknown): boolean {
  return error instanceof CoreError || error instanceof ServerError || error instanceof UnreachableError;
}
