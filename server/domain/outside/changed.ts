/** Who has changed in a scope since it was last looked through, as far as other books may want to know. */
import { sql } from 'kysely';
import type { ScopeKind } from '#shared/domain/entity/entity.ts';
import type { Trx } from '../../db/database.ts';
import { loadRoots, rootsJson } from '../merged.ts';
import { versionWindow } from '../version-window.ts';
import type { Period } from './counters.ts';
import { askKinds } from './last-time.ts';
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

const bookTables = [
  'customer',
  'contact_point',
  'household_member',
  'touch',
  'signal',
  'surprise',
  'endorsement',
];

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

/** Those with something new, changed or taken back that counts elsewhere, who have a key by which others may know them. */
export async function listTouched(
  trx: Trx,
  companyId: string,
  { id, mark, upTo }: Window,
  { since, lastSince }: Period,
): Promise<Place[]> {
  const within = sql`scope_id = ${id}::uuid and version > ${mark} and version <= ${upTo}`;
  const roots = rootsJson(await loadRoots(trx, [id]));
  const found = await sql<Place>`
    with moved as (
      select customer_id from touch where ${within} and happened_at > ${since}
      union select customer_id from signal where ${within} and happened_at > ${lastSince}
      union select customer_id from touch
        where ${within} and touch_class = 'service' and happened_at > ${lastSince}
      union select customer_id from surprise where ${within}
      union select customer_id from endorsement where ${within})
    select distinct ${id}::uuid as scope_id, coalesce(r.root, m.customer_id) as customer_id
    from moved m left join json_to_recordset(${roots}::json) as r(id uuid, root uuid) on r.id = m.customer_id
    where exists (select 1 from person_key k where k.company_id = ${companyId}::uuid
      and k.customer_id = coalesce(r.root, m.customer_id) and k.scope_id = ${id}::uuid)
  `.execute(trx);
  return found.rows;
}

/**
 * Those whose item of today's list, or whose list, has changed in a user scope, and who have a key by which others may know
 * them; and who was asked for something on any list.
 */
export async function listReplanned(
  trx: Trx,
  companyId: string,
  { id, mark, version }: MovedScope,
  today: string,
): Promise<Place[]> {
  const within = (table: string) => sql`${sql.ref(`${table}.version`)} > ${mark}
    and ${sql.ref(`${table}.version`)} <= ${version}`;
  const found = await sql<Place>`
    with moved as (
      select i.customer_id from plan_item i
      where i.scope_id = ${id}::uuid and i.plan_on = ${today}
        and (${within('i')} or exists (
          select 1 from plan p where p.scope_id = i.scope_id and p.id = i.plan_id and ${within('p')}))),
    asked as (
      select i.book_id as scope_id, i.customer_id from plan_item i
      where i.scope_id = ${id}::uuid and ${within('i')} and i.kind = any(${[...askKinds]}::text[]))
    select k.scope_id, k.customer_id from (select customer_id from moved union select customer_id from asked) m
    join person_key k on k.company_id = ${companyId}::uuid and k.customer_id = m.customer_id
    union select scope_id, customer_id from asked
  `.execute(trx);
  return found.rows;
}
