/** Late values that were not allowed to overwrite newer ones: a person decides. */
import type { z } from 'zod';
import type { conflictView } from '#shared/contract/conflict.ts';
import type { Conflict } from '#shared/domain/entity/book.ts';
import { patchSchema } from '#shared/domain/entity/entity.ts';
import { findEntity, type EntityName } from '#shared/domain/entity/registry.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { CoreError } from '../core-error.ts';
import { loadPersonNames } from '../db/repository/company-data.ts';
import { listConflicts, listOpenConflicts } from '../db/repository/conflict.ts';
import { findReplicaRow, getReplicaTable } from '../db/replica-table.ts';
import type { LocalDb } from '../db/local-db.ts';
import type { LocalWrite } from '../local-write.ts';

type ConflictView = z.infer<typeof conflictView>;
type Action = 'take' | 'dismiss';

/** Even with the longest values these fit a push, so that no decision fails for its size. */
const maxPerMutation = 200;

/** Decisions that can be taken back, the last ones of this run of the program. */
const kept = 20;

/** One conflict as it was decided; `before`: what the field held, where the late value was taken. */
interface Decision {
  id: string;
  status: Conflict['status'];
  field: { entity: EntityName; rowId: string; name: string; before: unknown; after: unknown } | undefined;
}

export function createConflictService({ db, mutator, clock }: CoreContext) {
  const decided = new Map<string, Decision[]>();

  function write(name: string, groups: readonly LocalWrite[][]): void {
    for (let from = 0; from < groups.length; from += maxPerMutation) {
      mutator.mutate(name, groups.slice(from, from + maxPerMutation).flat());
    }
  }

  return {
    list(customerId?: string): ConflictView[] {
      const names = loadPersonNames(db);
      const nameOf = (personId: string | null) => (personId === null ? null : (names.get(personId) ?? null));
      return listOpenConflicts(db, customerId).map((conflict) => ({
        id: conflict.id,
        customerId: conflict.customerId,
        customerName: conflict.customerName,
        entity: conflict.entity,
        rowId: conflict.rowId,
        field: conflict.field,
        maskedAs: maskOf(conflict),
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
     * settled here are left open and counted. `undoId`: for {@link undo}, null where nothing was decided.
     */
    resolve(ids: readonly string[], action: Action): { left: number; undoId: string | null } {
      return db.transaction(() => {
        const wanted = [...new Set(ids)];
        const found = listConflicts(db, wanted);
        const open = found.filter(({ status }) => status === 'open');
        const able = action === 'take' ? open.filter((conflict) => isTakeable(db, conflict)) : open;
        const left = wanted.length - found.length + open.length - able.length;
        if (able.length === 0) return { left, undoId: null };
        // Before any is written: of several late values of one field all have the same one to go back to.
        const decisions = able.map((conflict) => decisionOf(db, conflict, action));
        write(
          'conflict.resolve',
          able.map((conflict) => writesOf(conflict, action)),
        );
        const undoId = uuidv7(clock);
        decided.set(undoId, decisions);
        for (const old of [...decided.keys()].slice(0, -kept)) decided.delete(old);
        return { left, undoId };
      });
    },

    /**
     * The conflicts are open again, and a field that still holds the value taken has the one from before. What somebody
     * decided or wrote since stays. Throws NOT_FOUND for a decision that is not known any more.
     */
    undo(undoId: string): { reopened: number } {
      const decisions = decided.get(undoId);
      if (!decisions) throw new CoreError('NOT_FOUND');
      return db.transaction(() => {
        const now = new Map(
          listConflicts(
            db,
            decisions.map(({ id }) => id),
          ).map(({ id, status }) => [id, status]),
        );
        const standing = decisions.filter(({ id, status }) => now.get(id) === status);
        write(
          'conflict.undo',
          standing.map((decision) => [...backOf(db, decision), reopen(decision)]),
        );
        decided.delete(undoId);
        return { reopened: standing.length };
      });
    },
  };
}

/** A number whose row is not (any more) on the device, so that nobody knows its kind, is masked like the rest. */
function maskOf({
  entity,
  field,
  contactKind,
}: ReturnType<typeof listOpenConflicts>[number]): 'phone' | 'wechat' | null {
  if (entity !== 'contact_point' || field !== 'value') return null;
  if (contactKind === null) return 'wechat';
  return contactKind === 'phone' || contactKind === 'wechat' ? contactKind : null;
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

function decisionOf(db: LocalDb, conflict: Conflict, action: Action): Decision {
  const { id, entity: name, rowId, field, lateValue } = conflict;
  if (action === 'dismiss') return { id, status: 'dismissed', field: undefined };
  const entity = name as EntityName;
  const before = findReplicaRow(db, getReplicaTable(name), rowId)![field];
  return { id, status: 'taken', field: { entity, rowId, name: field, before, after: lateValue } };
}

function reopen({ id }: Decision): LocalWrite {
  return { op: 'patch', entity: 'conflict', id, fields: { status: 'open' } };
}

function backOf(db: LocalDb, { field }: Decision): LocalWrite[] {
  if (!field) return [];
  const { entity, rowId, name, before, after } = field;
  const row = findReplicaRow(db, getReplicaTable(entity), rowId);
  if (!row || JSON.stringify(row[name]) !== JSON.stringify(after)) return [];
  return [{ op: 'patch', entity, id: rowId, fields: { [name]: before } }];
}
