/** Takes an import back, a slice of customers at a time. What has been edited or used since stays. */
import { isDeepStrictEqual } from 'node:util';
import { setImmediate } from 'node:timers/promises';
import { instantOf } from '#shared/lib/clock.ts';
import { entities, type EntityName } from '#shared/domain/entity/registry.ts';
import type { CoreContext } from '../core-context.ts';
import {
  countImportCustomers,
  deleteImportChanges,
  isNewCustomer,
  loadImportChanges,
  updateImportRun,
  type ImportChange,
} from '../db/repository/import-run.ts';
import type { LocalDb } from '../db/local-db.ts';
import type { LocalWrite } from '../local-write.ts';
import { tellAll } from './run.ts';

/** Stored changes looked at and taken back in one transaction: a new customer with its rows is one. */
const sliceChanges = 60;
/** A customer of an import may have more rows than one mutation takes. */
const mutationWrites = 1_000;

/**
 * Rows of a customer that show nothing of somebody's work with it: a look at a number, an item of a plan the program made.
 * (Those only the server writes are no work of a person either.)
 */
const noWork: ReadonlySet<EntityName> = new Set(['contact_reveal', 'plan_item']);

/** What shows that somebody has worked with an imported customer: everything that hangs on one, a new entity by itself. */
export const dependents: readonly EntityName[] = entities
  .filter(({ name, write, columns }) => 'customerId' in columns && write !== 'command' && !noWork.has(name))
  .map(({ name }) => name);

export interface UndoResult {
  /** Customers the import made, now deleted. */
  removed: number;
  /** Customers of before who lost again what the import had added. */
  restored: number;
  /** Customers with something that stays, because it was edited or used since. */
  kept: number;
}

type LocalRow = Record<string, unknown> & { id: string; deletedAt: string | null };

/**
 * Each slice forgets what it took back in the same transaction: cut off in the middle, the run stays `undoing` and the
 * rest is taken back the next time. `progress` counts customers.
 */
export async function undoImport(
  context: CoreContext,
  run: { id: string; at: string },
  progress: (done: number, total: number) => void,
): Promise<UndoResult> {
  const { db, mutator, clock } = context;
  const result: UndoResult = { removed: 0, restored: 0, kept: 0 };
  const runId = run.id;
  const total = countImportCustomers(db, runId);
  let done = 0;
  updateImportRun(db, runId, { state: 'undoing' });
  try {
    for (;;) {
      const slice = loadImportChanges(db, runId, sliceChanges);
      if (slice.size === 0) break;
      const { writes, counts } = undoSlice(db, slice, run.at, instantOf(clock));
      db.transaction(() => {
        for (let from = 0; from < writes.length; from += mutationWrites) {
          const part = writes.slice(from, from + mutationWrites);
          mutator.mutate('import.undo', part, { joins: true, isPart: true });
        }
        deleteImportChanges(db, runId, [...slice.keys()]);
      });
      result.removed += counts.removed;
      result.restored += counts.restored;
      result.kept += counts.kept;
      done += slice.size;
      progress(done, total);
      await setImmediate();
    }
    updateImportRun(db, runId, { state: 'undone', undoneAt: instantOf(clock) });
    return result;
  } finally {
    tellAll(context);
  }
}

/** `since`: when the run began. */
function undoSlice(db: LocalDb, slice: ReadonlyMap<string, ImportChange[]>, since: string, at: string) {
  const rows = loadRows(db, [...slice.values()].flat());
  const idsWith = (isSuch: (change: ImportChange) => boolean): string[] =>
    [...slice].flatMap(([customerId, changes]) => (changes.some(isSuch) ? [customerId] : []));
  const used = new Set([
    ...findUsed(db, idsWith(isNewCustomer), slice, ''),
    ...findUsed(db, idsWith(isComeBack), slice, since),
  ]);
  const counts: UndoResult = { removed: 0, restored: 0, kept: 0 };
  const writes: LocalWrite[] = [];
  for (const [customerId, changes] of slice) {
    const isNew = changes.some(isNewCustomer);
    const { back, isKept } = isNew
      ? undoNew(rows, customerId, changes, used.has(customerId), at)
      : undoAdded(rows, changes, used.has(customerId), at);
    writes.push(...back);
    if (back.length > 0) counts[isNew ? 'removed' : 'restored']++;
    if (isKept) counts.kept++;
  }
  return { writes, counts };
}

interface Undone {
  back: LocalWrite[];
  isKept: boolean;
}

function isComeBack({ entity, newFields }: ImportChange): boolean {
  return entity === 'customer' && newFields['deletedAt'] === null;
}

type Rows = ReadonlyMap<string, LocalRow>;
const keyOf = (entity: string, id: string): string => `${entity} ${id}`;

/** A customer the import made goes as a whole, unless anything was changed or added since. */
function undoNew(
  rows: Rows,
  customerId: string,
  changes: readonly ImportChange[],
  isUsed: boolean,
  at: string,
): Undone {
  const customer = rows.get(keyOf('customer', customerId));
  // It is part of another card by now: that one stays whole.
  if (customer && customer['mergedIntoId'] !== null) return { back: [], isKept: true };
  if (!customer || customer.deletedAt) return { back: [], isKept: false };
  const isEdited = changes.some(({ entity, rowId, newFields }) => {
    const row = rows.get(keyOf(entity, rowId));
    return row !== undefined && !hasFields(row, newFields);
  });
  if (isEdited || isUsed) return { back: [], isKept: true };
  return {
    back: [{ op: 'patch', entity: 'customer', id: customerId, fields: { deletedAt: at } }],
    isKept: false,
  };
}

/** A customer of before loses what was added, value by value; one who came back goes again, unless used since. */
function undoAdded(rows: Rows, changes: readonly ImportChange[], isUsed: boolean, at: string): Undone {
  const undone: Undone = { back: [], isKept: false };
  for (const { entity, rowId, isInsert, oldFields, newFields } of changes) {
    const row = rows.get(keyOf(entity, rowId));
    if (!row || row.deletedAt) continue;
    if (isInsert) {
      if (hasFields(row, newFields)) {
        undone.back.push({ op: 'patch', entity, id: rowId, fields: { deletedAt: at } });
      } else undone.isKept = true;
      continue;
    }
    const unchanged = Object.keys(newFields).filter(
      (name) => isDeepStrictEqual(row[name], newFields[name]) && !(name === 'deletedAt' && isUsed),
    );
    if (unchanged.length < Object.keys(newFields).length) undone.isKept = true;
    if (unchanged.length > 0) {
      const fields = Object.fromEntries(unchanged.map((name) => [name, oldFields[name]]));
      undone.back.push({ op: 'patch', entity, id: rowId, fields });
    }
  }
  return undone;
}

function loadRows(db: LocalDb, changes: readonly ImportChange[]): Rows {
  const rows = new Map<string, LocalRow>();
  for (const [entity, group] of Map.groupBy(changes, (change) => change.entity)) {
    const ids = JSON.stringify(group.map(({ rowId }) => rowId));
    for (const row of db.raw<LocalRow>(
      `SELECT * FROM ${entity} WHERE id IN (SELECT value FROM json_each(?))`,
      ids,
    )) {
      rows.set(keyOf(entity, row.id), row);
    }
  }
  return rows;
}

/** Those who have rows, made later than `since`, that the import did not make. */
function findUsed(
  db: LocalDb,
  customerIds: readonly string[],
  slice: ReadonlyMap<string, ImportChange[]>,
  since: string,
): ReadonlySet<string> {
  const used = new Set<string>();
  const own = new Set(
    customerIds.flatMap((id) => slice.get(id)!.map(({ entity, rowId }) => keyOf(entity, rowId))),
  );
  const ids = JSON.stringify(customerIds);
  for (const entity of dependents) {
    for (const { id, customerId } of db.raw<{ id: string; customerId: string }>(
      `SELECT id, customer_id FROM ${entity}
       WHERE customer_id IN (SELECT value FROM json_each(?)) AND deleted_at IS NULL AND created_at > ?`,
      ids,
      since,
    )) {
      if (!own.has(keyOf(entity, id))) used.add(customerId);
    }
  }
  return used;
}

function hasFields(row: LocalRow, fields: Record<string, unknown>): boolean {
  return Object.entries(fields).every(([name, value]) => isDeepStrictEqual(row[name], value));
}
