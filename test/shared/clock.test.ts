import { expect, test } from 'vitest';
import { instantOf } from '#shared/lib/clock.ts';

test('an instant is ISO 8601 in UTC with milliseconds', () => {
  expect(instantOf({ now: () => 0 })).toBe('1970-01-01T00:00:00.000Z');
});
