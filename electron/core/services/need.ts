/** What the customer is concerned about, and whether something has answered it (C13). */
import type { NeedView } from '#shared/contract/card.ts';
import type { Need, Origin } from '#shared/domain/entity/profile.ts';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { getCustomer, getRow } from '../db/repository/customer.ts';
import { listNeeds } from '../db/repository/profile.ts';
import type { LocalWrite } from '../local-write.ts';

/** Where a fact was learned: by hand, or from a row of the customer. */
export interface Learned {
  origin: Origin;
  originId: string | null;
}
export const byHand: Learned = { origin: 'rep', originId: null };

export function needInsert(
  clock: Clock,
  customer: { id: string; scopeId: string },
  body: string,
  { origin, originId }: Learned = byHand,
): LocalWrite {
  return {
    op: 'insert',
    entity: 'need',
    id: uuidv7(clock),
    scope: customer.scopeId,
    fields: { customerId: customer.id, body, status: 'open', answeredAt: null, origin, originId },
  };
}

/** Open ones first, the oldest of them first; then the answered ones, the newest first. */
export function needViews(
  { db, pendingIds }: Pick<CoreContext, 'db' | 'pendingIds'>,
  customerId: string,
): NeedView[] {
  const pending = pendingIds('need');
  return listNeeds(db, customerId).map(({ id, body, status, answeredAt, createdAt }) => ({
    id,
    body,
    status,
    answeredAt,
    createdAt,
    pending: pending.has(id),
  }));
}

export function createNeedService({ db, mutator, clock }: CoreContext) {
  const patch = (name: string, id: string, fields: Record<string, unknown>) =>
    mutator.mutate(name, [{ op: 'patch', entity: 'need', id, fields }]);
  return {
    create(customerId: string, body: string): { id: string } {
      const write = needInsert(clock, getCustomer(db, customerId), body);
      mutator.mutate('need.create', [write]);
      return { id: write.id };
    },
    patch(id: string, body: string): void {
      if (getRow(db, 'need', id).body !== body) patch('need.patch', id, { body });
    },
    setStatus(id: string, status: Need['status']): void {
      if (getRow(db, 'need', id).status === status) return;
      patch('need.setStatus', id, {
        status,
        answeredAt: status === 'answered' ? instantOf(clock) : null,
      });
    },
    delete(id: string): void {
      if (getRow(db, 'need', id).deletedAt === null)
        patch('need.delete', id, { deletedAt: instantOf(clock) });
    },
    restore(id: string): void {
      if (getRow(db, 'need', id).deletedAt !== null) patch('need.restore', id, { deletedAt: null });
    },
  };
}
