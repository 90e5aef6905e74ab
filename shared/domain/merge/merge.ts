/**
 * Merging two cards and taking it back, as the writes of one mutation (SPEC MERGE rules). Nothing that hangs on the other
 * card is rewritten: it is shown where its card has gone to. So the merge is small whatever the history, works offline,
 * and can be taken back exactly. Pure.
 */
import { mergeRemovesAtMost, type Customer, type MergeUndo } from '../entity/book.ts';
import { chosenFields, isEqual, type Choices } from './choose.ts';
import type { DoubleRow } from './double.ts';

export interface MergeWrite {
  entity: string;
  id: string;
  fields: Record<string, unknown>;
}

/** How long a merge can be taken back. */
export const undoHours = 24;
const hourMs = 3_600_000;

export function isUndoable({ at }: MergeUndo, now: number): boolean {
  return now - Date.parse(at) < undoHours * hourMs;
}

/** The kept card first. Doubles above what a mutation holds stay. */
export function mergeWrites(
  { kept, other, doubles }: { kept: Customer; other: Customer; doubles: readonly DoubleRow[] },
  choices: Choices,
  at: string,
): MergeWrite[] {
  const fields = chosenFields(kept, other, choices);
  const removed = doubles.slice(0, mergeRemovesAtMost).map(({ entity, id }) => ({ entity, id }));
  const undo: MergeUndo = {
    at,
    absorbedAt: kept.absorbedAt,
    fields: Object.fromEntries(
      Object.entries(fields).map(([name, to]) => [
        name,
        { from: kept[name as keyof Customer], to } as MergeUndo['fields'][string],
      ]),
    ),
    removed,
  };
  return [
    { entity: 'customer', id: kept.id, fields: { ...fields, absorbedAt: at } },
    {
      entity: 'customer',
      id: other.id,
      fields: { mergedIntoId: kept.id, mergeUndo: undo, deletedAt: at },
    },
    ...removed.map(({ entity, id }) => ({ entity, id, fields: { deletedAt: at } })),
  ];
}

/**
 * What was changed since on the kept card stays as it is; so do rows that were removed or put back since. `deletedAtOf`:
 * of a row that was removed as a double; undefined where it is not on the device.
 */
export function unmergeWrites(
  kept: Customer,
  other: Customer & { mergeUndo: MergeUndo },
  deletedAtOf: (row: DoubleRow) => string | null | undefined,
): MergeWrite[] {
  const { at, absorbedAt, fields, removed } = other.mergeUndo;
  const back = Object.entries(fields).filter(([name, { to }]) => isEqual(kept[name as keyof Customer], to));
  const own: Record<string, unknown> = Object.fromEntries(back.map(([name, { from }]) => [name, from]));
  if (kept.absorbedAt === at) own.absorbedAt = absorbedAt;
  return [
    ...(Object.keys(own).length > 0 ? [{ entity: 'customer', id: kept.id, fields: own }] : []),
    {
      entity: 'customer',
      id: other.id,
      fields: { mergedIntoId: null, mergeUndo: null, deletedAt: null },
    },
    ...removed
      .filter((row) => deletedAtOf(row) === at)
      .map(({ entity, id }) => ({ entity, id, fields: { deletedAt: null } })),
  ];
}
