/** Notes: what was said, in the rep's words. */
import { instantOf } from '#shared/lib/clock.ts';
import { noteQuality } from '#shared/domain/note/quality.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { loadSettings } from '../db/repository/company-data.ts';
import { getCustomer, getRow, hasRecentTag } from '../db/repository/customer.ts';
import type { LocalWrite } from '../local-write.ts';
import { addressesOf } from './card-fact.ts';
import { promiseInsert } from './promise.ts';

/** A tag set this long before a note belongs to it. */
const changeMs = 3_600_000;

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
    ): { id: string; promiseId: string | null; asks: boolean } {
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
      const { asks } = noteQuality(
        {
          body,
          hasNextStep: followUp !== undefined,
          hasChange: hasRecentTag(db, customerId, instantOf({ now: () => clock.now() - changeMs })),
          facts: [...addressesOf(customer), customer.company, customer.city].filter(
            (fact) => fact.length > 1,
          ),
        },
        loadSettings(db),
      );
      return { id, promiseId: promise?.id ?? null, asks };
    },
    delete: (id: string) => setDeleted('note.delete', id, instantOf(clock)),
    restore: (id: string) => setDeleted('note.restore', id, null),
  };
}
