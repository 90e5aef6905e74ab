import { z } from 'zod';
import { base } from './base.ts';

export const surpriseView = z.object({
  id: z.guid(),
  body: z.string(),
  priceFen: z.int(),
  status: z.enum(['idea', 'given', 'dropped']),
  givenAt: z.string().nullable(),
  pending: z.boolean(),
});
export type SurpriseView = z.infer<typeof surpriseView>;

/** All in fen; `nextOn` is the first day on which another one may be given, null where today is. */
export const surpriseBudgetView = z.object({
  monthFen: z.int(),
  monthLeftFen: z.int(),
  yearFen: z.int(),
  yearLeftFen: z.int(),
  nextOn: z.string().nullable(),
});

export const surpriseContract = {
  /** Ideas first, then the others, newest first. */
  list: base
    .input(z.object({ customerId: z.guid() }))
    .output(z.object({ surprises: z.array(surpriseView), budget: surpriseBudgetView })),
  create: base
    .input(
      z.object({
        customerId: z.guid(),
        body: z.string().trim().min(1).max(500),
        priceFen: z.int().min(0).max(10_000_000),
      }),
    )
    .output(z.object({ id: z.guid() })),
  /** `given`: REFUSED SURPRISE_GAP, SURPRISE_MONTH or SURPRISE_YEAR where R4 does not allow it. Back to `idea` is the undo. */
  setStatus: base
    .input(z.object({ id: z.guid(), status: z.enum(['idea', 'given', 'dropped']) }))
    .output(z.void()),
  /** The undo of create. */
  delete: base.input(z.object({ id: z.guid() })).output(z.void()),
};
