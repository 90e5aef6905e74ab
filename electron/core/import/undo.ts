/** Takes an import back as one step. What has been edited or used since stays. */
import { isDeepStrictEqual } from 'node:util';
import { instantOf } from '#shared/lib/clock.ts';
import type { CoreContext } from '../core-context.ts';
import { loadImportChanges, setUndone, type ImportChange } from '../db/repository/import-run.ts';
import type { LocalDb } from '../db/local-db.ts';
import type { LocalWrite } from '../local-write.ts';

const maxWrites = 1_000;

/** Rows that show that somebody has worked with an imported customer. */
const dependents = [
  'contact_point',
  'customer_tag',
  'note',
  'touch',
  'moment',
  'promise',
  'customer_order',
  'appointment',
  'key_date',
  'signal',
  'need',
  'interest',
  'relation',
] as const;

export interface UndoResult {
  /** Customers the import made, now deleted. */
  removed: number;
  /** Customers of before who lost again what the import had added. */
  restored: number;
  /** Customers with something that stays, because it was edited or used since. */
  kept: number;
}

type LocalRow = Record<string, unknown> & { deletedAt: string | null };

export function undoImport({ db, mutator, clock }: CoreContext, runId: string): UndoResult {
  const at = instantOf(clock);
  const result: UndoResult = { removed: 0, restored: 0, kept: 0 };
  const writes: LocalWrite[] = [];
  for (const [customerId, changes] of loadImportChanges(db, runId)) {
    const isNew = changes.some(({ entity, isInsert }) => entity === 'customer' && isInsert);
    const { back, isKept } = isNew ? undoNew(db, customerId, changes, at) : undoAdded(db, changes, at);
    writes.push(...back);
    if (back.length > 0) result[isNew ? 'removed' : 'restored']++;
    if (isKept) result.kept++;
  }
  db.transaction(() => {
    for (let from = 0; from < writes.length; from += maxWrites) {
      mutator.mutate('import.undo', writes.slice(from, from + maxWrites));
    }
    setUndone(db, runId, at);
  });
  return result;
}

interface Undone {
  back: LocalWrite[];
  isKept: boolean;
}

/** A customer the import made goes as a whole, unless anything was changed or added since. */
function undoNew(db: LocalDb, customerId: string, changes: readonly ImportChange[], at: string): Undone {
  const own = new Set(changes.map(({ entity, rowId }) => `${entity} ${rowId}`));
  const customer = findRow(db, 'customer', customerId);
  if (!customer || customer.deletedAt) return { back: [], isKept: false };
  const isEdited = changes.some(({ entity, rowId, newFields }) => {
    const row = findRow(db, entity, rowId);
    return row !== undefined && !hasFields(row, newFields);
  });
  const isUsed = dependents.some((entity) =>
    db
      .raw<{ id: string }>(
        `SELECT id FROM ${entity} WHERE customer_id = ? AND deleted_at IS NULL`,
        customerId,
      )
      .some(({ id }) => !own.has(`${entity} ${id}`)),
  );
  if (isEdited || isUsed) return { back: [], isKept: true };
  return {
    back: [{ op: 'patch', entity: 'customer', id: customerId, fields: { deletedAt: at } }],
    isKept: false,
  };
}

/** A customer of before loses what was added, value by value. */
function undoAdded(db: LocalDb, changes: readonly ImportChange[], at: string): Undone {
  const undone: Undone = { back: [], isKept: false };
  for (const { entity, rowId, isInsert, oldFields, newFields } of changes) {
    const row = findRow(db, entity, rowId);
    if (!row || row.deletedAt) continue;
    if (isInsert) {
      if (hasFields(row, newFields)) {
        undone.back.push({ op: 'patch', entity, id: rowId, fields: { deletedAt: at } });
      } else undone.isKept = true;
      continue;
    }
    const unchanged = Object.keys(newFields).filter((name) => isDeepStrictEqual(row[name], newFields[name]));
    if (unchanged.length < Object.keys(newFields).length) undone.isKept = true;
    if (unchanged.length > 0) {
      const fields = Object.fromEntries(unchanged.map((name) => [name, oldFields[name]]));
      undone.back.push({ op: 'patch', entity, id: rowId, fields });
    }
  }
  return undone;
}

function findRow(db: LocalDb, entity: ImportChange['entity'], id: string): LocalRow | undefined {
  return db.raw<LocalRow>(`SELECT * FROM ${entity} WHERE id = ?`, id)[0];
}

function hasFields(row: LocalRow, fields: Record<string, unknown>): boolean {
  return Object.entries(fields).every(([name, value]) => isDeepStrictEqual(row[name], value));
}
