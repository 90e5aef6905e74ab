/** Customers of one household share the promo counters (rules.md R3, R4). */
import type { HouseholdMemberView } from '#shared/contract/household.ts';
import type { Customer } from '#shared/domain/entity/book.ts';
import { instantOf } from '#shared/lib/clock.ts';
import { createIdSequence } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { CoreError } from '../core-error.ts';
import { getCustomer, getRow } from '../db/repository/customer.ts';
import { findHouseholdId, listHousehold } from '../db/repository/household.ts';
import type { LocalWrite } from '../local-write.ts';

export function householdViews(
  { db, pendingIds }: Pick<CoreContext, 'db' | 'pendingIds'>,
  customerId: string,
): HouseholdMemberView[] {
  const pending = pendingIds('household_member');
  return listHousehold(db, customerId).map((row) => ({ ...row, pending: pending.has(row.id) }));
}

export function createHouseholdService({ db, mutator, clock }: CoreContext) {
  function setDeleted(name: string, ids: readonly string[], deletedAt: string | null): void {
    const writes = ids
      .filter((id) => (getRow(db, 'household_member', id).deletedAt === null) === (deletedAt !== null))
      .map((id): LocalWrite => ({ op: 'patch', entity: 'household_member', id, fields: { deletedAt } }));
    if (writes.length > 0) mutator.mutate(name, writes);
  }

  return {
    link(customerId: string, otherId: string, relation: string): { ids: string[] } {
      const customer = getCustomer(db, customerId);
      const other = getCustomer(db, otherId);
      if (customerId === otherId) throw new CoreError('REFUSED', 'SAME_CUSTOMER');
      const nextId = createIdSequence(clock);
      const own = findHouseholdId(db, customerId);
      const theirs = findHouseholdId(db, otherId);
      if (theirs !== undefined && theirs === own) return { ids: [] };
      // One who is left alone in a household may join another.
      if (theirs !== undefined && listHousehold(db, otherId).length > 0)
        throw new CoreError('REFUSED', 'HOUSEHOLD_TAKEN');
      const householdId = own ?? nextId();
      const insert = ({ id, scopeId }: Customer, part: string): LocalWrite => ({
        op: 'insert',
        entity: 'household_member',
        id: nextId(),
        scope: scopeId,
        fields: { customerId: id, householdId, relation: part },
      });
      const writes = [...(own === undefined ? [insert(customer, '')] : []), insert(other, relation)];
      mutator.mutate('household.link', writes);
      return { ids: writes.map(({ id }) => id) };
    },
    remove: (ids: readonly string[]) => setDeleted('household.remove', ids, instantOf(clock)),
    restore: (ids: readonly string[]) => setDeleted('household.restore', ids, null),
  };
}
