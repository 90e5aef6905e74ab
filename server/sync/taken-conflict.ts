/**
 * Whoever takes the late value of a conflict has seen the kept one, whatever `seen` says: after a restore the versions
 * do not tell (SPEC EPOCH8).
 */
import { isDeepStrictEqual } from 'node:util';
import type { StoredRow } from '../db/row-store.ts';
import type { CheckedWrite } from './checked-write.ts';
import type { PatchOutcome } from './patch-rule.ts';

/** Kept values by row and field, of the open conflicts of which the mutation takes the late value. */
export type TakenConflicts = ReadonlyMap<string, unknown>;

export function takenConflicts(
  writes: readonly CheckedWrite[],
  findRow: (write: CheckedWrite) => StoredRow | undefined,
): TakenConflicts {
  const taken = new Map<string, unknown>();
  for (const write of writes) {
    if (write.entity.name !== 'conflict' || write.fields.status !== 'taken') continue;
    const row = findRow(write);
    if (row?.status === 'open') taken.set(keyOf(String(row.rowId), String(row.field)), row.keptValue);
  }
  return taken;
}

/** Where the row still holds the value that was decided against, the decision stands. */
export function decided(outcome: PatchOutcome, row: StoredRow, taken: TakenConflicts): PatchOutcome {
  if (taken.size === 0 || row.deletedAt !== null) return outcome;
  const isDecided = ({ field, keptValue }: PatchOutcome['late'][number]) => {
    // That a row is there says nothing of what it holds: the taken deletion may hide what came after the conflict.
    if (field === 'deletedAt') return false;
    const key = keyOf(row.id, field);
    return taken.has(key) && isDeepStrictEqual(taken.get(key), keptValue);
  };
  const stands = outcome.late.filter(isDecided).map(({ field, lateValue }) => [field, lateValue]);
  return {
    set: { ...outcome.set, ...Object.fromEntries(stands) },
    late: outcome.late.filter((late) => !isDecided(late)),
  };
}

function keyOf(rowId: string, field: string): string {
  return `${rowId} ${field}`;
}
