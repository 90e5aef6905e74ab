/** Keeps `person_key` equal to what the books hold. */
import { sql } from 'kysely';
import type { ContactPoint } from '#shared/domain/entity/book.ts';
import { householdKeyOf, personKeyOf } from '#shared/domain/person-key.ts';
import type { Trx } from '../../db/database.ts';
import { loadRoots } from '../merged.ts';
import type { Place } from './place.ts';

/**
 * Makes the keys of these customers of one book anew. Returns everybody who has, or had, a key with one of them whose
 * keys have changed, these included; nobody where nothing has changed.
 */
export async function refreshKeys(
  trx: Trx,
  companyId: string,
  scopeId: string,
  customerIds: readonly string[],
): Promise<Place[]> {
  if (customerIds.length === 0) return [];
  const roots = await loadRoots(trx, [scopeId]);
  // What is changed on a card that became part of another changes the keys of that one.
  const ids = [...new Set(customerIds.flatMap((id) => [id, roots.get(id) ?? id]))];
  const wanted = await readKeys(trx, scopeId, ids, roots);
  const present = await sql<{ key: string; scopeId: string; customerId: string; isHere: boolean }>`
    select k.key, k.scope_id, k.customer_id, k.scope_id = ${scopeId}::uuid or not exists (
      select 1 from customer c where c.scope_id = k.scope_id and c.id = k.customer_id and c.deleted_at is null) as is_here
    from person_key k where k.company_id = ${companyId}::uuid and k.customer_id = any(${ids}::uuid[])
  `.execute(trx);
  const kept = new Set<string>();
  const ended: Array<{ key: string; scopeId: string; customerId: string }> = [];
  for (const { isHere, ...row } of present.rows) {
    if (row.scopeId === scopeId && wanted.get(row.customerId)?.has(row.key))
      kept.add(`${row.customerId} ${row.key}`);
    // Of a customer who left another book the keys there end too.
    else if (isHere) ended.push(row);
  }
  const begun = [...wanted].flatMap(([customerId, keys]) =>
    [...keys].filter((key) => !kept.has(`${customerId} ${key}`)).map((key) => ({ key, scopeId, customerId })),
  );
  if (ended.length + begun.length === 0) return [];
  await sql`
    delete from person_key k using json_to_recordset(${jsonOf(ended)}::json) as ended(key text, scope uuid, id uuid)
    where k.company_id = ${companyId}::uuid and k.key = ended.key and k.scope_id = ended.scope
      and k.customer_id = ended.id
  `.execute(trx);
  await sql`
    insert into person_key (company_id, key, scope_id, customer_id)
    select ${companyId}::uuid, key, scope, id
    from json_to_recordset(${jsonOf(begun)}::json) as begun(key text, scope uuid, id uuid)
    on conflict do nothing
  `.execute(trx);
  const changed = [...ended, ...begun];
  const others = await sql<Place>`
    select distinct scope_id, customer_id from person_key
    where company_id = ${companyId}::uuid and key = any(${[...new Set(changed.map(({ key }) => key))]}::text[])
  `.execute(trx);
  return [...others.rows, ...begun, ...changed.map(({ customerId }) => ({ scopeId, customerId }))].map(
    ({ scopeId: scope, customerId }) => ({ scopeId: scope, customerId }),
  );
}

/** Of live customers only, with what the cards that became part of them say. */
async function readKeys(
  trx: Trx,
  scopeId: string,
  customerIds: readonly string[],
  roots: ReadonlyMap<string, string>,
): Promise<Map<string, Set<string>>> {
  const given = new Set(customerIds);
  const parts = [...roots].flatMap(([id, root]) => (given.has(root) ? [id] : []));
  const ids = [...given, ...parts];
  const living = await sql<{ id: string }>`
    select id from customer where scope_id = ${scopeId}::uuid and id = any(${[...given]}::uuid[]) and deleted_at is null
  `.execute(trx);
  const live = new Set(living.rows.map(({ id }) => id));
  const contacts = await sql<Pick<ContactPoint, 'kind' | 'value'> & { customerId: string }>`
    select p.customer_id, p.kind, p.value from contact_point p
    where p.scope_id = ${scopeId}::uuid and p.customer_id = any(${ids}::uuid[]) and p.deleted_at is null
      and p.kind in ('phone', 'wechat')
  `.execute(trx);
  const households = await sql<{ customerId: string; householdId: string }>`
    select m.customer_id, m.household_id from household_member m
    where m.scope_id = ${scopeId}::uuid and m.customer_id = any(${ids}::uuid[]) and m.deleted_at is null
  `.execute(trx);
  const keys = new Map<string, Set<string>>();
  const add = (ownId: string, key: string | undefined) => {
    const customerId = roots.get(ownId) ?? ownId;
    if (key === undefined || !live.has(customerId)) return;
    const own = keys.get(customerId);
    if (own) own.add(key);
    else keys.set(customerId, new Set([key]));
  };
  for (const { customerId, ...contact } of contacts.rows) add(customerId, personKeyOf(contact));
  for (const { customerId, householdId } of households.rows) add(customerId, householdKeyOf(householdId));
  return keys;
}

function jsonOf(rows: readonly { key: string; scopeId: string; customerId: string }[]): string {
  return JSON.stringify(
    rows.map(({ key, scopeId, customerId }) => ({ key, scope: scopeId, id: customerId })),
  );
}
