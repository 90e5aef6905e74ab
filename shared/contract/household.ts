import { z } from 'zod';
import { base } from './base.ts';

/** Another customer of the same household. */
export const householdMemberView = z.object({
  /** Of the membership. */
  id: z.guid(),
  customerId: z.guid(),
  name: z.string(),
  /** Their part in it: 妻子, 儿子; may be empty. */
  relation: z.string(),
  pending: z.boolean(),
});
export type HouseholdMemberView = z.infer<typeof householdMemberView>;

export const householdContract = {
  /**
   * Makes `otherId` a member of the household of `customerId`, which is made where there is none. REFUSED
   * HOUSEHOLD_TAKEN where the other one belongs to another household, SAME_CUSTOMER where both are one. `ids`: what was
   * made, for the undo.
   */
  link: base
    .input(z.object({ customerId: z.guid(), otherId: z.guid(), relation: z.string().trim().max(50) }))
    .output(z.object({ ids: z.array(z.guid()) })),
  remove: base.input(z.object({ ids: z.array(z.guid()).min(1).max(2) })).output(z.void()),
  restore: base.input(z.object({ ids: z.array(z.guid()).min(1).max(2) })).output(z.void()),
};
