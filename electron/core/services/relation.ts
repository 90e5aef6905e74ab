/** The people around a customer: 女儿 小雨, 闺蜜 李姐. */
import type { RelationFields, RelationView } from '#shared/contract/card.ts';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { getCustomer, getRow } from '../db/repository/customer.ts';
import { listRelations } from '../db/repository/profile.ts';
import type { LocalWrite } from '../local-write.ts';

export function relationInsert(
  clock: Clock,
  customer: { id: string; scopeId: string },
  { role, name, remark }: RelationFields,
): LocalWrite {
  return {
    op: 'insert',
    entity: 'relation',
    id: uuidv7(clock),
    scope: customer.scopeId,
    fields: { customerId: customer.id, role, name, remark, otherId: null },
  };
}

export function relationViews(
  { db, pendingIds }: Pick<CoreContext, 'db' | 'pendingIds'>,
  customerId: string,
): RelationView[] {
  const pending = pendingIds('relation');
  return listRelations(db, customerId).map(({ id, role, name, remark }) => ({
    id,
    role,
    name,
    remark,
    pending: pending.has(id),
  }));
}

export function createRelationService({ db, mutator, clock }: CoreContext) {
  const patch = (name: string, id: string, fields: Record<string, unknown>) => {
    if (Object.keys(fields).length > 0)
      mutator.mutate(name, [{ op: 'patch', entity: 'relation', id, fields }]);
  };
  return {
    create(customerId: string, relation: RelationFields): { id: string } {
      const write = relationInsert(clock, getCustomer(db, customerId), relation);
      mutator.mutate('relation.create', [write]);
      return { id: write.id };
    },
    patch(id: string, relation: RelationFields): void {
      const row = getRow(db, 'relation', id);
      const changed = Object.entries(relation).filter(
        ([name, value]) => row[name as keyof RelationFields] !== value,
      );
      patch('relation.patch', id, Object.fromEntries(changed));
    },
    delete(id: string): void {
      if (getRow(db, 'relation', id).deletedAt === null)
        patch('relation.delete', id, { deletedAt: instantOf(clock) });
    },
    restore(id: string): void {
      if (getRow(db, 'relation', id).deletedAt !== null) patch('relation.restore', id, { deletedAt: null });
    },
  };
}
