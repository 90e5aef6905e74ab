/** Late values that were not allowed to overwrite newer ones: a person decides. */
import type { z } from 'zod';
import type { conflictView } from '#shared/contract/customer.ts';
import { findEntity, type EntityName } from '#shared/domain/entity/registry.ts';
import type { CoreContext } from '../core-context.ts';
import { CoreError } from '../core-error.ts';
import { loadPersonNames } from '../db/repository/company-data.ts';
import { getRow, listOpenConflicts } from '../db/repository/customer.ts';
import type { LocalWrite } from '../local-write.ts';

type ConflictView = z.infer<typeof conflictView>;

export function createConflictService({ db, mutator }: CoreContext) {
  return {
    list(customerId?: string): ConflictView[] {
      const names = loadPersonNames(db);
      return listOpenConflicts(db, customerId).map((conflict) => ({
        id: conflict.id,
        customerId: conflict.customerId,
        customerName: conflict.customerName,
        entity: conflict.entity,
        field: conflict.field,
        keptValue: conflict.keptValue,
        lateValue: conflict.lateValue,
        lateByName: conflict.lateBy === null ? null : (names.get(conflict.lateBy) ?? null),
        lateAt: conflict.lateAt,
      }));
    },

    /** `take` sets the field and closes the conflict in one mutation. A closed conflict stays as it was decided. */
    resolve(id: string, action: 'take' | 'dismiss'): void {
      const conflict = getRow(db, 'conflict', id);
      if (conflict.status !== 'open') return;
      const writes: LocalWrite[] = [
        {
          op: 'patch',
          entity: 'conflict',
          id,
          fields: { status: action === 'take' ? 'taken' : 'dismissed' },
        },
      ];
      if (action === 'take') {
        if (!findEntity(conflict.entity)) throw new CoreError('REFUSED', 'UNKNOWN_ENTITY');
        writes.unshift({
          op: 'patch',
          entity: conflict.entity as EntityName,
          id: conflict.rowId,
          fields: { [conflict.field]: conflict.lateValue },
        });
      }
      mutator.mutate('conflict.resolve', writes);
    },
  };
}
