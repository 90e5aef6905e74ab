import type { SkipReason } from '#shared/domain/entity/user.ts';

/** Skips that are no failing of the rep: they leave the denominator (rules.md R11). */
export const excusingReasons = [
  'contacted_us',
  'asked_not_now',
  'duplicate',
  'wrong_data',
] as const satisfies readonly SkipReason[];
