/** How long a device may go on without its server (SPEC, LEASE): arithmetic on times in milliseconds. */
import { dayMs } from './calendar.ts';
import type { Settings } from './setting.ts';

export interface LeaseTimes {
  /** The last contact with the server, by the time this device trusted then. */
  contactAt: number;
  /** The highest time this device has seen. */
  seenAt: number;
  /** The device's clock. */
  now: number;
}

export type LeaseTerms = Pick<Settings, 'lease.readOnlyDays' | 'lease.lockedDays'>;

export interface LeaseStanding {
  state: 'ok' | 'readOnly' | 'locked';
  /** `age`: too long without contact. `clock`: the clock is behind a time this device has seen. */
  reason: 'age' | 'clock' | null;
  readOnlyAt: number;
  lockedAt: number;
}

/** Daylight saving and small corrections stay below it. */
const clockToleranceMs = 3_600_000;

export function leaseOf(times: LeaseTimes, terms: LeaseTerms): LeaseStanding {
  const lockedAt = times.contactAt + terms['lease.lockedDays'] * dayMs;
  const readOnlyAt = Math.min(lockedAt, times.contactAt + terms['lease.readOnlyDays'] * dayMs);
  // The clock, unless it was set back.
  const trusted = Math.max(times.seenAt, times.now);
  const isBehind = times.seenAt - times.now > clockToleranceMs;
  const reason = isBehind ? 'clock' : trusted >= readOnlyAt ? 'age' : null;
  const state = trusted >= lockedAt ? 'locked' : reason ? 'readOnly' : 'ok';
  return { state, reason, readOnlyAt, lockedAt };
}
