/** Who wrote the values that stay when a patch comes too late (SPEC CONFLICT10). */
import { sql } from 'kysely';
import type { FieldStamp, Trx } from '../db/database.ts';
import type { StoredRow } from '../db/row-store.ts';

/** A conflict to be inserted, and the stamp of the value it keeps; none where that value came with the row. */
export interface ConflictDraft {
  row: StoredRow;
  keptStamp: FieldStamp | undefined;
}

/** Gives every conflict `keptBy` and `keptAt` with one query; they stay null where the writer is not known. */
export async function withKeptAuthors(
  trx: Trx,
  companyId: string,
  drafts: readonly ConflictDraft[],
): Promise<StoredRow[]> {
  const stamps = drafts.flatMap(({ keptStamp }) => (keptStamp ? [{ d: keptStamp.d, s: keptStamp.s }] : []));
  if (stamps.length === 0) return drafts.map(({ row }) => row);
  const found = await sql<{ deviceEpoch: string; seq: number; personId: string; happenedAt: string }>`
    select m.device_epoch, m.seq, m.person_id, m.happened_at from processed_mutation m
    join json_to_recordset(${JSON.stringify(stamps)}::json) as stamp(d text, s bigint)
      on m.device_epoch = stamp.d and m.seq = stamp.s
    where m.company_id = ${companyId}::uuid and m.status = 'applied'
  `.execute(trx);
  const byStamp = new Map(found.rows.map((made) => [keyOf(made.deviceEpoch, made.seq), made]));
  return drafts.map(({ row, keptStamp }) => {
    const made = keptStamp && byStamp.get(keyOf(keptStamp.d, keptStamp.s));
    return made ? { ...row, keptBy: made.personId, keptAt: made.happenedAt } : row;
  });
}

function keyOf(deviceEpoch: string, seq: number): string {
  return `${deviceEpoch} ${seq}`;
}
