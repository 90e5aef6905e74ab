/** A device's own list takes the place of the one the server made, as long as no device has touched that (SPEC WRITE11). */
import { sql } from 'kysely';
import type { Entity } from '#shared/domain/entity/entity.ts';
import type { Trx } from '../db/database.ts';
import type { StoredRow } from '../db/row-store.ts';

/** The plan, or one of its items, as the server made it: no device has inserted it or set a field of it. */
export function isServerMade({ name }: Entity, row: StoredRow): boolean {
  if (Object.keys(row.fieldVersion).length > 0) return false;
  return name === 'plan' ? row.madeBy === 'server' : name === 'plan_item' && row.status === 'open';
}

/** What only the server had on the list goes, unless a device has touched it. */
export async function dropServerItems(
  trx: Trx,
  { scopeId, planId, keptIds }: { scopeId: string; planId: string; keptIds: readonly string[] },
  { version, at }: { version: number; at: string },
): Promise<void> {
  await sql`
    update plan_item set deleted_at = ${at}, version = ${version}
    where scope_id = ${scopeId}::uuid and plan_id = ${planId}::uuid and deleted_at is null and status = 'open'
      and field_version = '{}'::jsonb and not id = any(${[...keptIds]}::uuid[])
  `.execute(trx);
}
