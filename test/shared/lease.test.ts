import { expect, test } from 'vitest';
import { leaseOf, type LeaseStanding } from '#shared/domain/lease.ts';
import { dayMs } from '#shared/domain/calendar.ts';

const terms = { 'lease.readOnlyDays': 7, 'lease.lockedDays': 14 };
const hourMs = 3_600_000;
const contactAt = Date.parse('2026-03-01T08:00:00.000Z');

/** Days since the contact: by the device's clock, and the highest time seen. */
test.each<[string, { clock: number; seen: number }, Pick<LeaseStanding, 'state' | 'reason'>]>([
  ['right after contact', { clock: 0, seen: 0 }, { state: 'ok', reason: null }],
  ['just before the seventh day', { clock: 6.99, seen: 6.99 }, { state: 'ok', reason: null }],
  ['from the seventh day', { clock: 7, seen: 7 }, { state: 'readOnly', reason: 'age' }],
  ['just before the fourteenth day', { clock: 13.99, seen: 13 }, { state: 'readOnly', reason: 'age' }],
  ['from the fourteenth day', { clock: 14, seen: 1 }, { state: 'locked', reason: 'age' }],
  ['clock back by less than an hour', { clock: 3 - 0.9 / 24, seen: 3 }, { state: 'ok', reason: null }],
  [
    'clock back by more than an hour',
    { clock: 3 - 1.1 / 24, seen: 3 },
    { state: 'readOnly', reason: 'clock' },
  ],
  ['clock back to the contact after 14 days', { clock: 0, seen: 14 }, { state: 'locked', reason: 'clock' }],
  ['clock back by a year', { clock: -365, seen: 8 }, { state: 'readOnly', reason: 'clock' }],
  ['clock forward by a year', { clock: 365, seen: 1 }, { state: 'locked', reason: 'age' }],
])('[LEASE2] [LEASE3] [LEASE4] %s', (_, { clock, seen }, expected) => {
  const times = { contactAt, seenAt: contactAt + seen * dayMs, now: contactAt + clock * dayMs };
  expect(leaseOf(times, terms)).toMatchObject(expected);
});

test('[LEASE3] setting the clock back never gives a better standing than leaving it alone', () => {
  const rank = { ok: 0, readOnly: 1, locked: 2 };
  for (let seen = 0; seen < 20; seen += 0.5) {
    const seenAt = contactAt + seen * dayMs;
    const honest = leaseOf({ contactAt, seenAt, now: seenAt }, terms);
    for (let back = 0; back < 400 * 24; back += 7) {
      const cheated = leaseOf({ contactAt, seenAt, now: seenAt - back * hourMs }, terms);
      expect(rank[cheated.state]).toBeGreaterThanOrEqual(rank[honest.state]);
    }
  }
});

test('a company that locks before it makes read-only locks', () => {
  const now = contactAt + 3 * dayMs;
  const short = { 'lease.readOnlyDays': 7, 'lease.lockedDays': 2 };
  expect(leaseOf({ contactAt, seenAt: now, now }, short).state).toBe('locked');
});
