/** Cards that become part of another (SPEC MERGE rules): which merges stand, and where late values of such a card go. */
import { isDeepStrictEqual } from 'node:util';
import { getEntity } from '#shared/domain/entity/registry.ts';
import type { FieldStamp, Trx } from '../db/database.ts';
import { findRows, type StoredRow } from '../db/row-store.ts';
import type { CheckedPatch, CheckedWrite } from './checked-write.ts';

/** A card of one scope as it stands within the mutation. */
export type FindCard = (id: string) => StoredRow | undefined;

const mergeFields: readonly string[] = ['mergedIntoId', 'mergeUndo', 'deletedAt'];

/** The mutation merges cards: what it deletes beside them said the same twice. */
export function isMerge(writes: readonly CheckedWrite[]): boolean {
  return writes.some(
    ({ op, entity, fields }) => op === 'patch' && entity.name === 'customer' && Boolean(fields.mergedIntoId),
  );
}

/** The cards that those of a scope are part of, and those they are to be part of, all the way. */
export async function loadCardWays(
  trx: Trx,
  scope: string,
  present: ReadonlyMap<string, StoredRow>,
  writes: readonly CheckedWrite[],
): Promise<Map<string, StoredRow>> {
  const ways = new Map<string, StoredRow>();
  let wanted = [
    ...writes.flatMap(({ fields }) => targetOf(fields)),
    ...[...present.values()].flatMap(targetOf),
  ].filter((id) => !present.has(id));
  while (wanted.length > 0) {
    const found = await findRows(trx, getEntity('customer'), scope, [...new Set(wanted)]);
    for (const [id, row] of found) ways.set(id, row);
    wanted = [...found.values()].flatMap(targetOf).filter((id) => !present.has(id) && !ways.has(id));
  }
  return ways;
}

function targetOf({ mergedIntoId }: Record<string, unknown>): string[] {
  return typeof mergedIntoId === 'string' ? [mergedIntoId.toLowerCase()] : [];
}

/** The patch without a merge that cannot stand: into itself, round in a circle, into a card that is deleted or not here. */
export function standingMerge(write: CheckedPatch, find: FindCard): CheckedPatch {
  const [target] = targetOf(write.fields);
  if (target === undefined) return write;
  const end = wayEnd(target, find, write.id);
  if (end !== undefined && end.deletedAt === null)
    return { ...write, fields: { ...write.fields, mergedIntoId: target } };
  const fields = Object.entries(write.fields).filter(([name]) => !mergeFields.includes(name));
  return { ...write, fields: Object.fromEntries(fields) };
}

/** The card that stands for this one; undefined where the way comes by `notBy`, or leads out of the scope. */
function wayEnd(id: string, find: FindCard, notBy?: string): StoredRow | undefined {
  const seen = new Set(notBy === undefined ? [] : [notBy]);
  for (let at: string | undefined = id; at !== undefined; [at] = targetOf(find(at)!)) {
    if (seen.has(at) || !find(at)) return undefined;
    seen.add(at);
    id = at;
  }
  return find(id);
}

export interface LateValue {
  field: string;
  keptValue: unknown;
  lateValue: unknown;
  keptStamp: FieldStamp | undefined;
}

/** A late value of a card that became part of another is late for that one; what that one says too is no conflict. */
export function followed(
  row: StoredRow,
  late: readonly LateValue[],
  find: FindCard,
): { row: StoredRow; late: LateValue[] } {
  const root = targetOf(row).length > 0 ? wayEnd(row.id, find) : undefined;
  if (!root || root.id === row.id) return { row, late: [...late] };
  return {
    row: root,
    late: late
      .filter(({ field, lateValue }) => field !== 'deletedAt' && !isDeepStrictEqual(root[field], lateValue))
      .map(({ field, lateValue }) => ({
        field,
        lateValue,
        keptValue: root[field],
        keptStamp: root.fieldVersion[field] ?? root.fieldVersion['*'],
      })),
  };
}

/** What the program writes for a merge or an undo, and the person does not decide about field by field. */
export function isMergeField(field: string, fields: Record<string, unknown>): boolean {
  if (field === 'deletedAt') return 'mergedIntoId' in fields;
  return field === 'mergedIntoId' || field === 'mergeUndo' || field === 'absorbedAt';
}
