/**
 * Asks for the orders of profiles nobody has open, without any password, and finishes wipes and receipts that an end of
 * the program interrupted.
 */
import { readdirSync, rmdirSync } from 'node:fs';
import type { Logger } from '#shared/lib/logger.ts';
import type { Timer } from '#shared/lib/timer.ts';
import { CoreError } from '../core-error.ts';
import type { ProfileLock } from '../db/profile-lock.ts';
import { ServerError, UnreachableError } from '../server-client/server-error.ts';
import type { Company, ConnectOrders } from './device-orders.ts';
import type { ProfileStore } from './profile-store.ts';
import type { Wiper } from './wiper.ts';

export interface OrderWatch {
  /** Finishes what can be finished without the network, then looks, and again every 15 minutes. */
  start(): void;
  /** Looks now; resolves when every profile has been looked at. */
  look(): Promise<void>;
  stop(): Promise<void>;
}

export interface OrderWatchOptions {
  store: ProfileStore;
  wiper: Wiper;
  connect: ConnectOrders;
  /** Its session does this for it. */
  isOpen: (profileId: string) => boolean;
  timer: Timer;
  log: Logger;
  /** A number in [0, 1). */
  random: () => number;
}

const everyMs = 15 * 60_000;

export function createOrderWatch(options: OrderWatchOptions): OrderWatch {
  const { store, wiper, connect, isOpen, timer, log, random } = options;
  const stopRequests = new AbortController();
  const { signal } = stopRequests;
  let cancel = () => {};
  let running: Promise<void> | undefined;

  /** Throws IN_USE where another core has the profile open: it carries the order out itself. */
  function wipe(id: string, company: Company): void {
    const lock = lockIfPossible(id);
    try {
      wiper.wipe(id, company, null);
    } finally {
      lock?.release();
    }
  }

  /** A disk that cannot lock can still be wiped. */
  function lockIfPossible(id: string): ProfileLock | undefined {
    try {
      return store.lock(id);
    } catch (error) {
      if (error instanceof CoreError && error.code === 'STORAGE') return undefined;
      throw error;
    }
  }

  function finishLocally(id: string): void {
    if (isOpen(id)) return;
    const begun = store.findWipe(id);
    if (begun) wipe(id, begun);
    else if (readdirSync(store.folder(id)).length === 0) rmdirSync(store.folder(id));
  }

  async function lookAt(id: string): Promise<void> {
    if (isOpen(id)) return;
    if (!store.findWipe(id)) {
      const company = store.findOrder(id);
      if (!company) return;
      const order = await connect(company, signal).ask();
      if (isOpen(id) || signal.aborted) return;
      if (order === 'drain') noteEnd(id);
      if (order !== 'wipe') return;
      wipe(id, company);
    }
    await wiper.report(id, signal);
  }

  /** To drain a profile takes its password; until then it opens for nothing else. */
  function noteEnd(id: string): void {
    const profile = store.find(id);
    if (profile && !profile.ended) store.write({ ...profile, ended: 'DEVICE_REVOKED' });
  }

  /** A server that cannot be reached, a profile in use, a disk that refuses: the next look comes. */
  async function attempt(work: () => void | Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const isExpected =
        error instanceof CoreError || error instanceof ServerError || error instanceof UnreachableError;
      if (!isExpected) log.error({ err: error }, 'order_watch.failed');
    }
  }

  async function lookAtAll(): Promise<void> {
    const ids = store.listIds();
    await Promise.all(ids.map((id) => attempt(() => finishLocally(id))));
    for (const id of ids) if (!signal.aborted) await attempt(() => lookAt(id));
  }

  async function look(): Promise<void> {
    if (signal.aborted) return;
    cancel();
    running ??= attempt(lookAtAll).finally(() => {
      running = undefined;
      if (!signal.aborted) cancel = timer.after(everyMs * (0.9 + 0.2 * random()), () => void look());
    });
    await running;
  }

  return {
    start() {
      void look();
    },
    look,
    async stop() {
      cancel();
      stopRequests.abort();
      await running;
    },
  };
}
