/** The field rule (SPEC CONFLICT rules): which fields of a patch are set, and which come too late. Pure. */
import { isDeepStrictEqual } from 'node:util';
import { isDerivedId } from '#shared/lib/derived-id.ts';
import type { FieldStamp, FieldVersions } from '../db/database.ts';
import type { StoredRow } from '../db/row-store.ts';

export interface Author {
  /** The device's epoch and the mutation's number within it. */
  deviceEpoch: string;
  seq: number;
  /** The version of the row's scope this mutation is being written with. */
  version: number;
  /** The scope the write names: `seen` counts in its numbering, also when the row has moved on since. */
  addressed: string;
  personId: string;
  /** No longer responsible for the book: may add facts, but not decide over rows that are not the own late ones. */
  isFormerOwner: boolean;
}

export interface PatchOutcome {
  set: Record<string, unknown>;
  late: Array<{
    field: string;
    keptValue: unknown;
    lateValue: unknown;
    /** Of whoever wrote the kept value; undefined where it came with the row. */
    keptStamp: FieldStamp | undefined;
  }>;
}

export function resolvePatch(
  row: StoredRow,
  fields: Record<string, unknown>,
  seen: number,
  author: Author,
): PatchOutcome {
  const outcome: PatchOutcome = { set: {}, late: [] };
  const mayDecide = !author.isFormerOwner || (row.late && row.createdBy === author.personId);
  // What a person's devices derive alike, each of them has seen as it was made (SPEC CONFLICT8).
  const isMadeAlike = isDerivedId(row.id) && row.createdBy === author.personId;
  const changedUnseen = (field: string) =>
    !(isMadeAlike && isAsMade(row.fieldVersion, field)) && isChangedUnseen(row, field, seen, author);
  const wasDeletedUnseen = row.deletedAt !== null && changedUnseen('deletedAt');
  for (const [field, value] of Object.entries(fields)) {
    const keptValue = row[field];
    if (isDeepStrictEqual(keptValue, value)) continue;
    const isDelete = field === 'deletedAt' && value !== null;
    const isLate =
      !mayDecide ||
      wasDeletedUnseen ||
      changedUnseen(field) ||
      // Deleting would hide what somebody else wrote meanwhile; what becomes part of another card is not hidden.
      (isDelete &&
        typeof fields.mergedIntoId !== 'string' &&
        Object.keys(row.fieldVersion).some(changedUnseen));
    if (isLate) {
      const unseen = isDelete ? Object.keys(row.fieldVersion).filter(changedUnseen) : [field];
      outcome.late.push({ field, keptValue, lateValue: value, keptStamp: newestStamp(row, unseen) });
    } else outcome.set[field] = value;
  }
  return outcome;
}

function isAsMade(versions: FieldVersions, field: string): boolean {
  return field === '*' || !(field in versions);
}

/** Of the fields the one written last, as the row's present scope counts. */
function newestStamp(row: StoredRow, fields: readonly string[]): FieldStamp | undefined {
  const shownAt = ({ v, c }: FieldStamp) => c?.[row.scopeId] ?? v;
  const stamps = fields.flatMap((field) => row.fieldVersion[field] ?? row.fieldVersion['*'] ?? []);
  return stamps.toSorted((a, b) => shownAt(a) - shownAt(b) || a.v - b.v).at(-1);
}

function isChangedUnseen(row: StoredRow, field: string, seen: number, author: Author): boolean {
  const last = row.fieldVersion[field] ?? row.fieldVersion['*'];
  if (!last || isOwnEarlier(last, author)) return false;
  const shownFrom = last.c ?? { [row.scopeId]: last.v };
  return seen < (shownFrom[author.addressed] ?? Infinity);
}

/** A device's own earlier write is no surprise to it, whatever version it got. */
function isOwnEarlier(last: FieldStamp, author: Author): boolean {
  const isSameMutation = last.c === undefined && last.v === author.version;
  return last.d === author.deviceEpoch && (last.s < author.seq || isSameMutation);
}
