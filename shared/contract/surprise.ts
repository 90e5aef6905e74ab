import { z } from 'zod';
import { tiers } from '../domain/entity/book.ts';
import { keyDateKinds } from '../domain/entity/care.ts';
import { surpriseIdeaKinds } from '../domain/surprise/surprise-idea.ts';
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

/** What might please this customer, from the card alone; see surprise-idea.ts. The page says it in words. */
export const surpriseIdeaView = z.object({
  kind: z.enum(surpriseIdeaKinds),
  topic: z.string(),
  dateKind: z.enum(keyDateKinds).nullable(),
  on: z.string().nullable(),
  priceFen: z.int(),
});
export type SurpriseIdeaView = z.infer<typeof surpriseIdeaView>;

const newSurprise = z.object({
  body: z.string().trim().min(1).max(500),
  priceFen: z.int().min(0).max(10_000_000),
});

export const surpriseContract = {
  /** Ideas first, then the others, newest first; with the tier the proposals are for. */
  list: base.input(z.object({ customerId: z.guid() })).output(
    z.object({
      surprises: z.array(surpriseView),
      budget: surpriseBudgetView,
      tier: z.enum(tiers),
      proposals: z.array(surpriseIdeaView),
    }),
  ),
  create: base.input(newSurprise.extend({ customerId: z.guid() })).output(z.object({ id: z.guid() })),
  /** All of them or none. */
  createAll: base
    .input(z.object({ customerId: z.guid(), ideas: z.array(newSurprise).min(1).max(10) }))
    .output(z.object({ ids: z.array(z.guid()) })),
  /** Other words, another price; REFUSED SURPRISE_GIVEN for the price of one that was given: R4 allowed it at this price. */
  patch: base.input(newSurprise.extend({ id: z.guid() })).output(z.void()),
  /** `given`: REFUSED SURPRISE_GAP, SURPRISE_MONTH or SURPRISE_YEAR where R4 does not allow it. Back to `idea` is the undo. */
  setStatus: base
    .input(z.object({ id: z.guid(), status: z.enum(['idea', 'given', 'dropped']) }))
    .output(z.void()),
  /** The undo of create and createAll. */
  delete: base.input(z.object({ id: z.guid() })).output(z.void()),
  deleteAll: base.input(z.object({ ids: z.array(z.guid()).min(1).max(10) })).output(z.void()),
};
