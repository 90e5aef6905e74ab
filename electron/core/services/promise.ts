/** What we said we would do, and whether it was kept. */
import type { Promised } from '#shared/domain/entity/book.ts';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { getCustomer, getRow } from '../db/repository/customer.ts';
import type { LocalWrite } from '../local-write.ts';
import { actDone, actUndone } from './act-item.ts';

interface PromiseFields {
  body: string;
  dueAt: string;
}

export function promiseInsert(
  clock: Clock,
  customer: { id: string; scopeId: string },
  { body, dueAt }: PromiseFields,
): LocalWrite {
  return {
    op: 'insert',
    entity: 'promise',
    id: uuidv7(clock),
    scope: customer.scopeId,
    fields: { customerId: customer.id, body, dueAt, status: 'open', closedAt: null },
  };
}

/** `at` is when it was kept or cancelled. */
export function promisePatch(id: string, status: Promised['status'], at: string): LocalWrite {
  return {
    op: 'patch',
    entity: 'promise',
    id,
    fields: { status, closedAt: status === 'open' ? null : at },
  };
}

export function createPromiseService(context: CoreContext) {
  const { db, mutator, clock } = context;
  return {
    create(customerId: string, promise: PromiseFields): { id: string } {
      const write = promiseInsert(clock, getCustomer(db, customerId), promise);
      mutator.mutate('promise.create', [write]);
      return { id: write.id };
    },
    patch(id: string, { body, dueAt }: PromiseFields): void {
      const row = getRow(db, 'promise', id);
      const fields = { ...(body !== row.body && { body }), ...(dueAt !== row.dueAt && { dueAt }) };
      if (Object.keys(fields).length > 0)
        mutator.mutate('promise.patch', [{ op: 'patch', entity: 'promise', id, fields }]);
    },
    setStatus(id: string, status: Promised['status']): void {
      const promise = getRow(db, 'promise', id);
      if (promise.status === status) return;
      const at = instantOf(clock);
      const act = { kinds: ['PROMISE'], customerId: promise.customerId, subject: id } as const;
      mutator.mutate('promise.setStatus', [
        promisePatch(id, status, at),
        ...(status === 'kept' ? actDone(context, act, at) : actUndone(context, act, promise.closedAt)),
      ]);
    },
    delete(id: string): void {
      getRow(db, 'promise', id);
      const fields = { deletedAt: instantOf(clock) };
      mutator.mutate('promise.delete', [{ op: 'patch', entity: 'promise', id, fields }]);
    },
    restore(id: string): void {
      if (getRow(db, 'promise', id).deletedAt === null) return;
      mutator.mutate('promise.restore', [
        { op: 'patch', entity: 'promise', id, fields: { deletedAt: null } },
      ]);
    },
  };
}
