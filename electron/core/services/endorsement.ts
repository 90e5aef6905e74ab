/** Scores a customer gave and friends they brought (rules.md R14, R16). */
import type { EndorsementFields } from '#shared/contract/card.ts';
import { instantOf } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { listEndorsements } from '../db/repository/card-insight.ts';
import { getCustomer, getRow } from '../db/repository/customer.ts';

export function endorsementViews(
  { db, pendingIds }: Pick<CoreContext, 'db' | 'pendingIds'>,
  customerId: string,
): (EndorsementFields & { id: string; pending: boolean })[] {
  const pending = pendingIds('endorsement');
  return listEndorsements(db, customerId).map(({ id, kind, score, isPaid, body, happenedOn }) => ({
    id,
    kind,
    score,
    isPaid: Boolean(isPaid),
    body,
    happenedOn,
    pending: pending.has(id),
  }));
}

export function createEndorsementService({ db, mutator, clock }: CoreContext) {
  const patch = (name: string, id: string, fields: Record<string, unknown>) =>
    mutator.mutate(name, [{ op: 'patch', entity: 'endorsement', id, fields }]);
  return {
    create(customerId: string, endorsement: EndorsementFields): { id: string } {
      const { scopeId } = getCustomer(db, customerId);
      const id = uuidv7(clock);
      const fields = { customerId, ...endorsement };
      mutator.mutate('endorsement.create', [
        { op: 'insert', entity: 'endorsement', id, scope: scopeId, fields },
      ]);
      return { id };
    },
    /** What it is stays: a score never becomes a friend. */
    patch(id: string, { score, isPaid, body, happenedOn }: EndorsementFields): void {
      const row = getRow(db, 'endorsement', id);
      const former: Record<string, unknown> = { ...row, isPaid: Boolean(row.isPaid) };
      const changed = Object.entries({ score, isPaid, body, happenedOn }).filter(
        ([name, value]) => former[name] !== value,
      );
      if (changed.length > 0) patch('endorsement.patch', id, Object.fromEntries(changed));
    },
    delete(id: string): void {
      if (getRow(db, 'endorsement', id).deletedAt === null)
        patch('endorsement.delete', id, { deletedAt: instantOf(clock) });
    },
    restore(id: string): void {
      if (getRow(db, 'endorsement', id).deletedAt !== null)
        patch('endorsement.restore', id, { deletedAt: null });
    },
  };
}
