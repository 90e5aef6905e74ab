/** The day of the next touch by hand (D17): it counts in place of the rhythm until something is done. */
import type { NextDay } from '#shared/contract/customer.ts';
import type { Customer } from '#shared/domain/entity/book.ts';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import type { CoreContext } from '../core-context.ts';
import { getCustomer } from '../db/repository/customer.ts';

/** What is written for a day; without one nothing of it stays. */
export function nextFields(
  { on, reason, setAt }: NextDay,
  clock: Clock,
): Pick<Customer, 'nextOn' | 'nextReason' | 'nextSetAt'> {
  if (on === null) return { nextOn: null, nextReason: '', nextSetAt: null };
  return { nextOn: on, nextReason: reason, nextSetAt: setAt ?? instantOf(clock) };
}

export function createNextDayService({ db, mutator, clock }: CoreContext) {
  return {
    set(customerId: string, next: NextDay): { former: NextDay } {
      const { nextOn, nextReason, nextSetAt } = getCustomer(db, customerId);
      const fields = nextFields(next, clock);
      const isSame = fields.nextOn === nextOn && fields.nextReason === nextReason && next.setAt === undefined;
      // Set once more after a talk, the same day counts anew.
      if (!isSame || fields.nextOn !== null)
        mutator.mutate('customer.setNext', [{ op: 'patch', entity: 'customer', id: customerId, fields }]);
      return { former: { on: nextOn, reason: nextReason, setAt: nextSetAt } };
    },
  };
}
