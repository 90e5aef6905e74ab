/** Scopes and their versions: whoever writes rows of a scope locks its row, adds one, and stamps what it writes. */
import { sql } from 'kysely';
import type { ScopeKind } from '#shared/domain/entity/entity.ts';
import type { Db, Trx } from '../db/database.ts';

export interface HeldScope {
  id: string;
  kind: ScopeKind;
  version: number;
  prunedTo: number;
}

/** The scopes a device of this person may hold now: the company's, the person's own, the books the person owns. */
export async function listHeldScopes(db: Db, companyId: string, personId: string): Promise<HeldScope[]> {
  const held = await sql<HeldScope>`
    select id, kind, version, pruned_to from scope
    where company_id = ${companyId} and (
      id = ${companyId} or id = ${personId} or id in (
        select id from book where scope_id = ${companyId} and owner_id = ${personId} and deleted_at is null))
    order by case kind when 'company' then 0 when 'book' then 1 else 2 end, id
  `.execute(db);
  return held.rows;
}

export interface LockedScope {
  id: string;
  kind: ScopeKind;
  version: number;
}

/** Locks the scopes of this company in the order of their ids, so that two writers never wait for each other in a ring. */
export async function lockScopes(
  trx: Trx,
  companyId: string,
  ids: readonly string[],
): Promise<Map<string, LockedScope>> {
  const locked = await sql<LockedScope>`
    select id, kind, version from scope
    where company_id = ${companyId} and id = any(${[...ids]}::uuid[])
    order by id for update
  `.execute(trx);
  return new Map(locked.rows.map((scope) => [scope.id, scope]));
}

/** Adds one to each scope's version. The caller holds their locks. */
export async function bumpScopes(trx: Trx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`update scope set version = version + 1 where id = any(${[...ids]}::uuid[])`.execute(trx);
}
