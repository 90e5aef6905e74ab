/** Moves customers with all that hangs on them from one book to another, inside the caller's transaction. */
import { sql } from 'kysely';
import { snakeCase, type Entity } from '#shared/domain/entity/entity.ts';
import { entities } from '#shared/domain/entity/registry.ts';
import type { Trx } from '../db/database.ts';
import { errorCode } from '../db/error-code.ts';
import { movePlaces } from './attachment/attachment-bytes.ts';
import { loadRoots } from './merged.ts';
import { bumpScopes, type LockedScope } from './scope.ts';

/** Every entity of a book, and the column that names the customer. */
const hanging = (entities as readonly Entity[])
  .filter((entity) => entity.scope === 'book')
  .map(({ name, columns }) => {
    const key = name === 'customer' ? 'id' : 'customerId';
    if (key !== 'id' && !(key in columns)) throw new Error(`${name} does not hang on a customer`);
    return { name, key: sql.id(snakeCase(key)) };
  });

/**
 * Returns the customers that moved: those that are in `from`, not deleted, and none of whose rows has a namesake in
 * `to`. Both scopes are locked by the caller; they are bumped here when anything moves.
 */
export async function moveCustomers(
  trx: Trx,
  from: LockedScope,
  to: LockedScope,
  customerIds: readonly string[],
): Promise<string[]> {
  const present = await listPresent(trx, from.id, customerIds);
  const moved: string[] = [];
  const parts = await listParts(trx, from.id, present);
  const whole = (ids: readonly string[]) => [...ids, ...ids.flatMap((id) => parts.get(id) ?? [])];
  if (await moveAll(trx, from, to, whole(present))) moved.push(...present);
  else for (const id of present) if (await moveAll(trx, from, to, whole([id]))) moved.push(id);
  if (moved.length > 0) {
    await movePlaces(trx, from.id, to.id, whole(moved));
    await bumpScopes(trx, [from.id, to.id]);
  }
  return moved;
}

async function listPresent(trx: Trx, scopeId: string, customerIds: readonly string[]): Promise<string[]> {
  const present = await sql<{ id: string }>`
    select id from customer
    where scope_id = ${scopeId}::uuid and id = any(${[...customerIds]}::uuid[]) and deleted_at is null
  `.execute(trx);
  return present.rows.map(({ id }) => id);
}

/** The cards that became part of each, which go where it goes. */
async function listParts(
  trx: Trx,
  scopeId: string,
  customerIds: readonly string[],
): Promise<Map<string, string[]>> {
  const wanted = new Set(customerIds);
  const parts = new Map<string, string[]>();
  for (const [id, root] of await loadRoots(trx, [scopeId])) {
    if (!wanted.has(root)) continue;
    const known = parts.get(root);
    if (known) known.push(id);
    else parts.set(root, [id]);
  }
  return parts;
}

const uniqueViolation = '23505';

/** All or, where a row has a namesake in the other book, none of them. */
async function moveAll(
  trx: Trx,
  from: LockedScope,
  to: LockedScope,
  ids: readonly string[],
): Promise<boolean> {
  await sql`savepoint move`.execute(trx);
  try {
    for (const { name, key } of hanging) await moveRows(trx, name, key, from, to, ids);
  } catch (error) {
    if (errorCode(error) !== uniqueViolation) throw error;
    await sql`rollback to savepoint move`.execute(trx);
    return false;
  }
  await sql`release savepoint move`.execute(trx);
  return true;
}

/** Each stamp keeps from which version of each scope on its value could be seen there (SPEC SPLIT5). */
async function moveRows(
  trx: Trx,
  entity: string,
  key: ReturnType<typeof sql.id>,
  from: LockedScope,
  to: LockedScope,
  ids: readonly string[],
): Promise<void> {
  const arrival = to.version + 1;
  await sql`
    with moved as (
      update ${sql.table(entity)} as r set scope_id = ${to.id}::uuid, version = ${arrival}, field_version = (
        select coalesce(jsonb_object_agg(f.key, f.value || jsonb_build_object('c',
          jsonb_build_object(${to.id}::text, ${arrival}::int8)
            || coalesce(f.value->'c', jsonb_build_object(${from.id}::text, f.value->'v')))), '{}'::jsonb)
        from jsonb_each(r.field_version) as f)
      where r.scope_id = ${from.id}::uuid and r.${key} = any(${[...ids]}::uuid[])
      returning r.id),
    back as (
      delete from gone using moved
      where gone.scope_id = ${to.id}::uuid and gone.entity = ${entity} and gone.row_id = moved.id)
    insert into gone (scope_id, entity, row_id, version, to_scope_id)
    select ${from.id}::uuid, ${entity}, id, ${from.version + 1}, ${to.id}::uuid from moved
    on conflict (scope_id, entity, row_id)
      do update set version = excluded.version, to_scope_id = excluded.to_scope_id
  `.execute(trx);
}
