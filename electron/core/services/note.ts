/** Notes: what was said, in the rep's words. */
import { instantOf } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { getCustomer, getRow } from '../db/repository/customer.ts';
import type { LocalWrite } from '../local-write.ts';
import { promiseInsert } from './promise.ts';

export function createNoteService(context: CoreContext) {
  const { db, mutator, clock } = context;

  function setDeleted(name: string, id: string, deletedAt: string | null): void {
    getRow(db, 'note', id);
    mutator.mutate(name, [{ op: 'patch', entity: 'note', id, fields: { deletedAt } }]);
  }

  return {
    /** With `followUp`, the promise is made in the same mutation. */
    create(
      customerId: string,
      body: string,
      followUp?: { body: string; dueAt: string },
    ): { id: string; promiseId: string | null } {
      const customer = getCustomer(db, customerId);
      const id = uuidv7(clock);
      const writes: LocalWrite[] = [
        {
          op: 'insert',
          entity: 'note',
          id,
          scope: customer.scopeId,
          fields: { customerId, body, happenedAt: instantOf(clock), origin: 'rep' },
        },
      ];
      const promise = followUp && promiseInsert(clock, customer, followUp);
      if (promise) writes.push(promise);
      mutator.mutate('note.create', writes);
      return { id, promiseId: promise?.id ?? null };
    },
    delete: (id: string) => setDeleted('note.delete', id, instantOf(clock)),
    restore: (id: string) => setDeleted('note.restore', id, null),
  };
}
