/** Where the customers and rows of a mutation are now: what is written to a book they have left follows them (SPEC SPLIT rules). */
import { sql } from 'kysely';
import { isDerivedId } from '#shared/lib/derived-id.ts';
import type { Trx } from '../db/database.ts';
import type { LockedScope } from '../domain/scope.ts';
import type { CheckedInsert, CheckedWrite } from './checked-write.ts';
import { Rejection } from './rejection.ts';

/** A row, and a scope it may have left. */
interface Place {
  scope: string;
  entity: string;
  id: string;
}

/**
 * The writes with `scope` set to where they belong now. Holds as long as the scopes they name and those they go to are
 * locked. Throws DUPLICATE_ROW for an insert of a row that was here and moved on: it must not get a twin.
 */
export async function redirectWrites(trx: Trx, writes: readonly CheckedWrite[]): Promise<CheckedWrite[]> {
  const moved = await findMoved(trx, writes.flatMap(placesOf));
  if (moved.size === 0) return [...writes];
  const redirected = writes.map((write): CheckedWrite => {
    const own = moved.get(keyOf(placeOf(write)));
    if (own !== undefined && write.op === 'insert' && !isDerivedId(write.id)) throw alreadyThere(write);
    const customer = write.op === 'insert' ? customerPlaceOf(write) : undefined;
    const to = own ?? (customer && moved.get(keyOf(customer)));
    return to === undefined ? write : { ...write, scope: to };
  });
  const newcomers = redirected.filter(isRedirectedInsert);
  const leftThere = await findMoved(trx, newcomers.map(placeOf));
  const twin = newcomers.find((write) => leftThere.has(keyOf(placeOf(write))));
  if (twin) throw alreadyThere(twin);
  return redirected;
}

/**
 * Notes in the scopes that were named that the inserts went on to another one: the author's device drops its copy, and
 * what it writes to the row later is redirected as well. Returns the scopes to bump.
 */
export async function recordRedirected(
  trx: Trx,
  writes: readonly CheckedWrite[],
  locked: ReadonlyMap<string, LockedScope>,
): Promise<string[]> {
  const inserts = writes.filter(isRedirectedInsert);
  if (inserts.length === 0) return [];
  await trx
    .insertInto('gone')
    .values(
      inserts.map((write) => ({
        scopeId: write.addressed,
        entity: write.entity.name,
        rowId: write.id,
        version: locked.get(write.addressed)!.version + 1,
        toScopeId: write.scope,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return [...new Set(inserts.map((write) => write.addressed))];
}

/** Whether customers of these ids were in the scopes and moved on; by the key of {@link customerKey}. */
export async function findMovedCustomers(
  trx: Trx,
  customers: ReadonlyArray<{ scope: string; id: string }>,
): Promise<Set<string>> {
  const moved = await findMoved(
    trx,
    customers.map(({ scope, id }) => ({ scope, entity: 'customer', id })),
  );
  return new Set([...moved.keys()].map((key) => key.replace(/^customer /, '')));
}

export function customerKey(scope: string, id: string): string {
  return `${scope} ${id}`;
}

/** For each row that left its scope the scope it is in now, however many times it moved. */
async function findMoved(trx: Trx, places: readonly Place[]): Promise<Map<string, string>> {
  if (places.length === 0) return new Map();
  const hops = await sql<Place & { to: string }>`
    with recursive hop as (
      select w.scope, w.entity, w.id, g.to_scope_id as "to", 1 as depth
      from json_to_recordset(${JSON.stringify(places)}::json) as w(scope uuid, entity text, id uuid)
      join gone g on g.scope_id = w.scope and g.entity = w.entity and g.row_id = w.id
      where g.to_scope_id is not null
      union
      select h.scope, h.entity, h.id, g.to_scope_id, h.depth + 1
      from hop h join gone g on g.scope_id = h."to" and g.entity = h.entity and g.row_id = h.id
      where g.to_scope_id is not null and h.depth < ${maxHops})
    select scope, entity, id, "to" from hop order by depth
  `.execute(trx);
  return new Map(hops.rows.map(({ to, ...place }) => [keyOf(place), to]));
}

const maxHops = 1_000;

function placesOf(write: CheckedWrite): Place[] {
  if (write.entity.scope !== 'book') return [];
  const customer = write.op === 'insert' ? customerPlaceOf(write) : undefined;
  return customer ? [placeOf(write), customer] : [placeOf(write)];
}

function placeOf(write: CheckedWrite): Place {
  return { scope: write.scope, entity: write.entity.name, id: write.id };
}

function customerPlaceOf({ entity, scope, fields }: CheckedInsert): Place | undefined {
  const { customerId } = fields;
  if (entity.scope !== 'book' || typeof customerId !== 'string') return undefined;
  return { scope, entity: 'customer', id: customerId.toLowerCase() };
}

function isRedirectedInsert(write: CheckedWrite): write is CheckedInsert {
  return write.op === 'insert' && write.scope !== write.addressed;
}

function alreadyThere(write: CheckedWrite): Rejection {
  return new Rejection('DUPLICATE_ROW', `${write.entity.name} exists already and has moved on`);
}

function keyOf({ scope, entity, id }: Place): string {
  return `${entity} ${customerKey(scope, id)}`;
}
