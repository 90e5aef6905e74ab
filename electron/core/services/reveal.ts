/** Looks at masked numbers: each is queued for the audit log of the company (rules.md R17). */
import { instantOf } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { getRow } from '../db/repository/customer.ts';

export function createRevealService({ db, mutator, clock, userScopeId }: CoreContext) {
  return {
    /** Refused where nothing can be queued (the lease has run out): what is not logged is not shown. */
    reveal(id: string): { value: string } {
      const { customerId, scopeId, kind, value } = getRow(db, 'contact_point', id);
      mutator.mutate('contact.reveal', [
        {
          op: 'insert',
          entity: 'contact_reveal',
          id: uuidv7(clock),
          scope: userScopeId,
          fields: { bookId: scopeId, customerId, contactPointId: id, kind, revealedAt: instantOf(clock) },
        },
      ]);
      return { value };
    },
  };
}
