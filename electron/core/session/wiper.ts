/** Wipes a profile and tells shell, page and company; goes on with what an end of the program interrupted. */
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { FailPoint } from '../fail-point.ts';
import { ServerError, UnreachableError } from '../server-client/server-error.ts';
import type { Company, ConnectOrders } from './device-orders.ts';
import type { ProfileStore } from './profile-store.ts';
import { removeWipeRecord, wipeFiles } from './wipe-files.ts';

export interface Wiper {
  /**
   * Destroys key and files. `unsent`: mutations that go with it, null where nobody counted them. The caller holds the
   * profile's lock. Throws STORAGE where the disk refused a part of it.
   */
  wipe(id: string, from: Company, unsent: number | null): void;
  /** Sends the receipt of a wipe and removes the last trace. Throws what the client throws. */
  report(id: string, signal: AbortSignal): Promise<void>;
  /** The person enrols anew: what is left of a wipe before that goes, with or without its receipt. */
  makeRoom(id: string, signal: AbortSignal): Promise<void>;
}

export interface WiperOptions {
  store: ProfileStore;
  connect: ConnectOrders;
  clock: Clock;
  log: Logger;
  failPoint: FailPoint;
  /** The profile is gone from the disk. */
  onWiped: (profileId: string) => void;
}

export function createWiper(options: WiperOptions): Wiper {
  const { store, connect, clock, log, failPoint, onWiped } = options;

  function wipe(id: string, { serverUrl, token }: Company, unsent: number | null): void {
    const wipedAt = instantOf(clock);
    wipeFiles(
      store,
      id,
      (filesRemoved) => ({ serverUrl, token, receipt: { filesRemoved, unsent, wipedAt } }),
      failPoint,
    );
    log.warn({ profileId: id }, 'profile.wiped');
    onWiped(id);
  }

  async function report(id: string, signal: AbortSignal): Promise<void> {
    const record = store.findWipe(id);
    if (!record) return;
    try {
      await connect(record, signal).receipt(record.receipt);
      failPoint('wipe.receipt-sent');
    } catch (error) {
      // A company that does not know the token has nothing to note the receipt on, now or later.
      if (!(error instanceof ServerError) || error.code !== 'UNAUTHENTICATED') throw error;
    }
    removeRecord(id);
  }

  /** While the receipt was on its way, the person may have enrolled anew: then there is another key in its place. */
  function removeRecord(id: string): void {
    if (store.findWipe(id)) removeWipeRecord(store, id, failPoint);
  }

  return {
    wipe,
    report,
    async makeRoom(id, signal) {
      const begun = store.findWipe(id);
      if (!begun) return;
      wipe(id, begun, begun.receipt.unsent);
      try {
        await report(id, signal);
      } catch (error) {
        if (!(error instanceof ServerError) && !(error instanceof UnreachableError)) throw error;
      }
      removeRecord(id);
    },
  };
}
