import { z } from 'zod';

/** How many left the rep for every 1,000 proactive touches of the last 7 days (rules.md R4). */
export const blockRateView = z.object({
  level: z.enum(['ok', 'amber', 'red']),
  customers: z.int(),
  touches: z.int(),
  /** Null below `leastTouches`. */
  perThousand: z.number().nullable(),
  halved: z.object({ since: z.string(), until: z.string(), needsSignOff: z.boolean() }).nullable(),
  limits: z.object({ amber: z.number(), red: z.number(), leastTouches: z.number() }),
});
export type BlockRateView = z.infer<typeof blockRateView>;
