/** Keeps the times of the lease in the local file and says how it stands. */
import type { LeaseState } from '#shared/contract/sync.ts';
import { leaseOf, type LeaseStanding } from '#shared/domain/lease.ts';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import { CoreError } from '../core-error.ts';
import type { LocalDb } from '../db/local-db.ts';
import { findMeta, getMeta, setMeta } from '../db/meta.ts';
import { loadLeaseTerms } from '../db/repository/company-data.ts';

export interface Lease {
  state(): LeaseState;
  isReadOnly(): boolean;
  isLocked(): boolean;
  lastContactAt(): string;
  /** Writes the highest time seen into the file where it has moved on by a minute. Joins a transaction. */
  keepTime(): void;
  /** Like {@link keepTime}; a disk that cannot take it now gets it later, and until then it is kept in memory. */
  tryKeepTime(): void;
  /** A pull was completed: whatever the clock showed before, it is trusted again. */
  renew(): void;
}

export interface LeaseOptions {
  db: LocalDb;
  clock: Clock;
  /** Milliseconds of running time, which nobody can set. */
  monotonic: () => number;
}

const keepEveryMs = 60_000;

/** A file that never had contact counts from its last sync, or from now. */
export function createLease({ db, clock, monotonic }: LeaseOptions): Lease {
  if (!findMeta(db, 'contact_at')) {
    setMeta(db, 'contact_at', findMeta(db, 'last_synced_at') ?? instantOf(clock));
  }
  let contactAt = Date.parse(getMeta(db, 'contact_at'));
  let kept = Date.parse(findMeta(db, 'seen_at') ?? getMeta(db, 'contact_at'));
  let seenAt = kept;
  let tick = monotonic();

  /** The highest time seen moves on with the clock, and with the running time where the clock was set back. */
  function look(): number {
    const now = monotonic();
    seenAt = Math.max(seenAt + Math.max(0, now - tick), clock.now());
    tick = now;
    return seenAt;
  }

  function standing(): LeaseStanding {
    return leaseOf({ contactAt, seenAt: look(), now: clock.now() }, loadLeaseTerms(db));
  }

  function keep(): void {
    const keeping = seenAt;
    setMeta(db, 'seen_at', new Date(keeping).toISOString());
    db.afterCommit(() => {
      kept = keeping;
    });
  }

  function keepTime(): void {
    if (look() - kept >= keepEveryMs) keep();
  }

  return {
    state() {
      const { state, reason, readOnlyAt, lockedAt } = standing();
      return {
        state: state === 'ok' ? 'ok' : 'readOnly',
        reason,
        lastContactAt: new Date(contactAt).toISOString(),
        readOnlyAt: new Date(readOnlyAt).toISOString(),
        lockedAt: new Date(lockedAt).toISOString(),
      };
    },
    isReadOnly: () => standing().state !== 'ok',
    isLocked: () => standing().state === 'locked',
    lastContactAt: () => new Date(contactAt).toISOString(),
    keepTime,
    tryKeepTime() {
      try {
        keepTime();
      } catch (error) {
        if (!(error instanceof CoreError)) throw error;
      }
    },
    renew() {
      tick = monotonic();
      seenAt = clock.now();
      contactAt = seenAt;
      db.transaction(() => {
        setMeta(db, 'contact_at', instantOf({ now: () => contactAt }));
        keep();
      });
    },
  };
}
