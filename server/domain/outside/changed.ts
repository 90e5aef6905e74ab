/** Who has changed in a scope since it was last looked through, as far as other books may want to know. */
import { sql } from 'kysely';
import type { ScopeKind } from '#shared/domain/entity/entity.ts';
import type { Trx } from '../../db/database.ts';
import { loadRoots, rootsJson } from '../merged.ts';
import { versionWindow } from '../version-window.ts';
import type { Place } from './place.ts';

export interface MovedScope {
  id: string;
  kind: ScopeKind;
  version: number;
  /** Up to here it has been looked through. */
  mark: number;
}

/** Books and user scopes with versions that nobody has looked at. */
export async function listMovedScopes(trx: Trx, companyId: string, most: number): Promise<MovedScope[]> {
  const moved = await sql<MovedScope>`
    select s.id, s.kind, s.version, coalesce(m.version, 0)::int8 as mark
    from scope s left join outside_mark m on m.scope_id = s.id
    where s.company_id = ${companyId}::uuid and s.kind in ('book', 'user') and s.version > coalesce(m.version, 0)
    order by s.id limit ${most}
  `.execute(trx);
  return moved.rows;
}

export async function setMark(trx: Trx, scopeId: string, version: number): Promise<void> {
  await trx
    .insertInto('outsideMark')
    .values({ scopeId, version })
    .onConflict((conflict) => conflict.column('scopeId').doUpdateSet({ version }))
    .execute();
}

interface Window {
  id: string;
  mark: number;
  upTo: number;
}

/** The version up to which a book is looked through now. */
export async function windowOf(trx: Trx, scope: MovedScope, mostRows: number): Promise<Window> {
  const { id, mark } = scope;
  return { id, mark, upTo: await versionWindow(trx, scope, bookTables, mostRows) };
}

const bookTables = ['customer', 'contact_point', 'household_member', 'touch'];

/** Those whose keys may be others now. */
export async function listRekeyed(trx: Trx, { id, mark, upTo }: Window): Promise<string[]> {
  const within = sql`scope_id = ${id}::uuid and version > ${mark} and version <= ${upTo}`;
  const found = await sql<{ id: string }>`
    select id from customer where ${within}
    union select customer_id from contact_point where ${within}
    union select customer_id from household_member where ${within}
  `.execute(trx);
  return found.rows.map((row) => row.id);
}

/** Those with a new, changed or removed touch since an instant, who have a key by which others may know them. */
export async function listTouched(
  trx: Trx,
  companyId: string,
  { id, mark, upTo }: Window,
  since: string,
): Promise<Place[]> {
  const roots = rootsJson(await loadRoots(trx, [id]));
  const found = await sql<Place>`
    select distinct t.scope_id, coalesce(r.root, t.customer_id) as customer_id
    from touch t left join json_to_recordset(${roots}::json) as r(id uuid, root uuid) on r.id = t.customer_id
    where t.scope_id = ${id}::uuid and t.version > ${mark} and t.version <= ${upTo} and t.happened_at > ${since}
      and exists (select 1 from person_key k where k.company_id = ${companyId}::uuid
        and k.customer_id = coalesce(r.root, t.customer_id) and k.scope_id = t.scope_id)
  `.execute(trx);
  return found.rows;
}

/** Those whose item of today's list, or whose list, has changed in a user scope. */
export async function listReplanned(
  trx: Trx,
  companyId: string,
  { id, mark, version }: MovedScope,
  today: string,
): Promise<Place[]> {
  const within = (table: string) => sql`${sql.ref(`${table}.version`)} > ${mark}
    and ${sql.ref(`${table}.version`)} <= ${version}`;
  const found = await sql<Place>`
    select distinct i.book_id as scope_id, i.customer_id from plan_item i
    where i.scope_id = ${id}::uuid and i.plan_on = ${today}
      and (${within('i')} or exists (
        select 1 from plan p where p.scope_id = i.scope_id and p.id = i.plan_id and ${within('p')}))
      and exists (select 1 from person_key k where k.company_id = ${companyId}::uuid
        and k.customer_id = i.customer_id and k.scope_id = i.book_id)
  `.execute(trx);
  return found.rows;
}
