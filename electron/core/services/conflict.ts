/** Late values that were not allowed to overwrite newer ones: a person decides. */
import type { z } from 'zod';
import type { conflictView } from '#shared/contract/conflict.ts';
import type { Conflict } from '#shared/domain/entity/book.ts';
import { patchSchema } from '#shared/domain/entity/entity.ts';
import { findEntity, type EntityName } from '#shared/domain/entity/registry.ts';
import type { CoreContext } from '../core-context.ts';
import { loadPersonNames } from '../db/repository/company-data.ts';
import { listConflicts, listOpenConflicts } from '../db/repository/conflict.ts';
import { findReplicaRow, getReplicaTable } from '../db/replica-table.ts';
import type { LocalDb } from '../db/local-db.ts';
import type { LocalWrite } from '../local-write.ts';

type ConflictView = z.infer<typeof conflictView>;
type Action = 'take' | 'dismiss';

/** Even with the longest values these fit a push, so that no decision fails for its size. */
const maxPerMutation = 200;

export function createConflictService({ db, mutator }: CoreContext) {
  return {
    list(customerId?: string): ConflictView[] {
      const names = loadPersonNames(db);
      const nameOf = (personId: string | null) => (personId === null ? null : (names.get(personId) ?? null));
      return listOpenConflicts(db, customerId).map((conflict) => ({
        id: conflict.id,
        customerId: conflict.customerId,
        customerName: conflict.customerName,
        entity: conflict.entity,
        field: conflict.field,
        keptValue: conflict.keptValue,
        keptByName: nameOf(conflict.keptBy),
        keptAt: conflict.keptAt,
        lateValue: conflict.lateValue,
        lateByName: nameOf(conflict.lateBy),
        lateAt: conflict.lateAt,
      }));
    },

    /**
     * `take` sets the fields and closes the conflicts; of several late values of one field the last one stands (SPEC
     * CONFLICT11). All in one local transaction. Closed conflicts stay as they were decided; those that cannot be
     * settled here are left open and counted.
     */
    resolve(ids: readonly string[], action: Action): { left: number } {
      return db.transaction(() => {
        const wanted = [...new Set(ids)];
        const found = listConflicts(db, wanted);
        const open = found.filter(({ status }) => status === 'open');
        const able = action === 'take' ? open.filter((conflict) => isTakeable(db, conflict)) : open;
        for (let from = 0; from < able.length; from += maxPerMutation) {
          const part = able.slice(from, from + maxPerMutation);
          mutator.mutate(
            'conflict.resolve',
            part.flatMap((conflict) => writesOf(conflict, action)),
          );
        }
        return { left: wanted.length - found.length + open.length - able.length };
      });
    },
  };
}

/** Not where the row has left the device, nor where only a newer program knows the field or the value. */
function isTakeable(db: LocalDb, { entity: name, rowId, field, lateValue }: Conflict): boolean {
  const entity = findEntity(name);
  if (!entity || !patchSchema(entity).safeParse({ [field]: lateValue }).success) return false;
  return findReplicaRow(db, getReplicaTable(name), rowId) !== undefined;
}

function writesOf(conflict: Conflict, action: Action): LocalWrite[] {
  const status = action === 'take' ? 'taken' : 'dismissed';
  const close: LocalWrite = { op: 'patch', entity: 'conflict', id: conflict.id, fields: { status } };
  if (action === 'dismiss') return [close];
  const { entity, rowId, field, lateValue } = conflict;
  return [{ op: 'patch', entity: entity as EntityName, id: rowId, fields: { [field]: lateValue } }, close];
}
