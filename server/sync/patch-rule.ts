/** The field rule (SPEC CONFLICT rules): which fields of a patch are set, and which come too late. Pure. */
import { isDeepStrictEqual } from 'node:util';
import { isDerivedId } from '#shared/lib/derived-id.ts';
import type { FieldVersions } from '../db/database.ts';
import type { StoredRow } from '../db/row-store.ts';

export interface Author {
  /** The device's epoch and the mutation's number within it. */
  deviceEpoch: string;
  seq: number;
  /** The scope version this mutation is being written with. */
  version: number;
  personId: string;
  /** No longer responsible for the book: may add facts, but not decide over rows that are not the own late ones. */
  isFormerOwner: boolean;
}

export interface PatchOutcome {
  set: Record<string, unknown>;
  late: Array<{ field: string; keptValue: unknown; lateValue: unknown }>;
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
    !(isMadeAlike && isAsMade(row.fieldVersion, field)) &&
    isChangedUnseen(row.fieldVersion, field, seen, author);
  const wasDeletedUnseen = row.deletedAt !== null && changedUnseen('deletedAt');
  for (const [field, value] of Object.entries(fields)) {
    const keptValue = row[field];
    if (isDeepStrictEqual(keptValue, value)) continue;
    const isDelete = field === 'deletedAt' && value !== null;
    const isLate =
      !mayDecide ||
      wasDeletedUnseen ||
      changedUnseen(field) ||
      // Deleting would hide what somebody else wrote meanwhile.
      (isDelete && Object.keys(row.fieldVersion).some(changedUnseen));
    if (isLate) outcome.late.push({ field, keptValue, lateValue: value });
    else outcome.set[field] = value;
  }
  return outcome;
}

function isAsMade(versions: FieldVersions, field: string): boolean {
  return field === '*' || !(field in versions);
}

/** A device's own earlier write is no surprise to it, whatever version it got. */
function isChangedUnseen(versions: FieldVersions, field: string, seen: number, author: Author): boolean {
  const last = versions[field] ?? versions['*'];
  if (!last || last.v <= seen) return false;
  const isOwn = last.d === author.deviceEpoch && (last.s < author.seq || last.v === author.version);
  return !isOwn;
}
