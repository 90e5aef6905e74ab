import { z } from 'zod';
import { touchClasses } from '../domain/entity/book.ts';

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

const figures = {
  customers: z.int(),
  touches: z.int(),
  /** Null below `leastTouches`. */
  perThousand: z.number().nullable(),
  level: z.enum(['ok', 'amber', 'red']),
};

/** Customers who left within so many days, by what was done last before it; of all the reps asked for. */
export const blockPartsView = z.object({
  days: z.int(),
  classes: z.array(z.object({ touchClass: z.enum(touchClasses), ...figures })),
  /** Those after which somebody left, the most first; `code` and `number` (from 0) of a SOP's step, which may have no title. */
  contents: z.array(
    z.object({ title: z.string(), code: z.string().nullable(), number: z.int().nullable(), ...figures }),
  ),
  withoutTouch: z.int(),
});
export type BlockPartsView = z.infer<typeof blockPartsView>;
