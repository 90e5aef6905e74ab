import { expect, test } from 'vitest';
import { memo } from '#shared/lib/memo.ts';

test('an answer is worked out once while it is remembered, and no more are kept than allowed', () => {
  let asked = 0;
  const double = memo(100, (number: number) => {
    asked += 1;
    return number * 2;
  });
  for (let round = 0; round < 5; round++) expect(double(21)).toBe(42);
  expect(asked).toBe(1);
  for (let number = 1_000; number < 1_100; number++) double(number);
  double(21);
  // The first one was forgotten to make room.
  expect(asked).toBe(102);
});
