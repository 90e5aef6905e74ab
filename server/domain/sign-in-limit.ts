/** Failed sign-ins per address and account: after so many in the window, the next ones are refused unread. */
import type { Clock } from '#shared/lib/clock.ts';
import { Refusal } from './refusal.ts';

export interface SignInLimit {
  /** Counts an attempt as failed until it is forgiven. Throws RATE_LIMITED with the time to wait. */
  begin(address: string, account: string): { forgive(): void };
}

const windowMs = 5 * 60_000;
/** Above this the oldest are dropped, so that guessing account names cannot fill the memory. */
const maxKeys = 50_000;

export function createSignInLimit(clock: Clock, maxFailures: number): SignInLimit {
  const failures = new Map<string, number[]>();
  return {
    begin(address, account) {
      const now = clock.now();
      const key = JSON.stringify([address, account]);
      const recent = (failures.get(key) ?? []).filter((at) => now - at < windowMs);
      if (recent.length >= maxFailures) {
        const waitMs = recent[0]! + windowMs - now;
        throw new Refusal('RATE_LIMITED', 'too many failed sign-ins', Math.ceil(waitMs / 1000));
      }
      failures.delete(key);
      failures.set(key, [...recent, now]);
      if (failures.size > maxKeys) failures.delete(failures.keys().next().value!);
      return { forgive: () => void failures.delete(key) };
    },
  };
}
