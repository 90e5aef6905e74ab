import { expect, test } from 'vitest';
import { createBackoff } from '#core/sync/backoff.ts';

test('the wait a server asks for is kept, but no mistaken date silences a device or overflows a timer', () => {
  const backoff = createBackoff({ firstMs: 1_000, maxMs: 60_000, random: () => 0 });
  expect(backoff.next(30_000)).toBe(30_000);
  expect(backoff.next(Date.parse('2026-03-02T00:00:00.000Z'))).toBe(3_600_000);
});
