/** Writes `outside_contact` where it is no longer what the other books say, and nowhere else. */
import { sql } from 'kysely';
import { snakeCase } from '#shared/domain/entity/entity.ts';
import { getEntity } from '#shared/domain/entity/registry.ts';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import { derivedId } from '#shared/lib/derived-id.ts';
import type { Trx } from '../../db/database.ts';
import { findRows, insertRows, updateRows, type StoredRow } from '../../db/row-store.ts';
import type { PokeNotice } from '../../sync/poke.ts';
import { bumpScopes, lockScopes } from '../scope.ts';
import { nothingOutside, outsideTimes, type Counters, type Period } from './counters.ts';
import { lastTimes } from './last-time.ts';
import { placeKey, placesJson, type Place } from './place.ts';

const entity = getEntity('outside_contact');
const lastColumns = sql.join(lastTimes.map((field) => sql.ref(`o.${snakeCase(field)}`)));

interface Kept extends Counters, Place {
  id: string;
}

/** @param wanted by place; who is not in it has nothing outside */
export async function writeOutside(
  trx: Trx,
  clock: Clock,
  companyId: string,
  places: readonly Place[],
  wanted: ReadonlyMap<string, Counters>,
  period: Period,
): Promise<PokeNotice[]> {
  const kept = await readKept(trx, places);
  const changed = places.filter((place) => {
    const key = placeKey(place);
    return !isEqual(kept.get(key), wanted.get(key), period);
  });
  if (changed.length === 0) return [];
  const scopes = await lockScopes(trx, companyId, [...new Set(changed.map(({ scopeId }) => scopeId))]);
  const present = await listPresent(trx, changed);
  const notices: PokeNotice[] = [];
  for (const [scopeId, inScope] of Map.groupBy(present, (place) => place.scopeId)) {
    const scope = scopes.get(scopeId);
    if (!scope) continue;
    const version = scope.version + 1;
    const rows = inScope.map((place): StoredRow => {
      const key = placeKey(place);
      const counters = wanted.get(key);
      const own = kept.get(key);
      const at = instantOf(clock);
      return {
        ...(counters && !isNothing(counters) ? counters : nothingOutside()),
        companyId,
        scopeId,
        id: own?.id ?? derivedId('outside_contact', place.customerId),
        version,
        createdAt: at,
        createdBy: null,
        deletedAt: counters && !isNothing(counters) ? null : at,
        late: false,
        fieldVersion: {},
        customerId: place.customerId,
      };
    });
    const stored = await findRows(
      trx,
      entity,
      scopeId,
      rows.map(({ id }) => id),
    );
    // A tombstone of somebody without any would be a row for nothing.
    const inserted = rows.filter(({ id, deletedAt }) => !stored.has(id) && deletedAt === null);
    const updated = rows.filter(({ id }) => stored.has(id));
    if (inserted.length + updated.length === 0) continue;
    await insertRows(trx, entity, inserted);
    await updateRows(
      trx,
      entity,
      scopeId,
      updated.map((row) => ({ ...stored.get(row.id)!, ...row })),
    );
    await bumpScopes(trx, [scopeId]);
    notices.push({ scope: scopeId, version });
  }
  return notices;
}

/** Customers with a row of which nothing counts any more. */
export async function listOutdated(
  trx: Trx,
  companyId: string,
  { since, lastSince, today }: Period,
  most: number,
): Promise<Place[]> {
  const isOver = (column: string) => sql`not exists (
    select 1 from json_array_elements_text(${sql.ref(column)}) as at(value) where at.value > ${since})`;
  const found = await sql<Place>`
    select o.scope_id, o.customer_id from outside_contact o
    where o.company_id = ${companyId}::uuid and o.deleted_at is null and coalesce(o.open_on, '') < ${today}
      and ${isOver('o.talk_ats')} and ${isOver('o.promo_ats')} and ${isOver('o.household_promo_ats')}
      and ${isOver('o.comment_ats')} and ${isOver('o.like_ats')}
      and coalesce(greatest(${lastColumns}), '') <= ${lastSince}
    limit ${most}
  `.execute(trx);
  return found.rows;
}

/** Live ones; at most one of a customer. */
async function readKept(trx: Trx, places: readonly Place[]): Promise<Map<string, Kept>> {
  const found = await sql<Kept>`
    select o.id, o.scope_id, o.customer_id, o.talk_ats, o.promo_ats, o.household_promo_ats, o.comment_ats,
      o.like_ats, o.open_on, ${lastColumns}
    from json_to_recordset(${placesJson(places)}::json) as place(scope uuid, id uuid)
    join outside_contact o on o.scope_id = place.scope and o.customer_id = place.id and o.deleted_at is null
  `.execute(trx);
  return new Map(found.rows.map((row) => [placeKey(row), row]));
}

/** Asked under the lock: a split may have moved them meanwhile; they are looked at again in their new book. Deleted ones too. */
async function listPresent(trx: Trx, places: readonly Place[]): Promise<Place[]> {
  const found = await sql<Place>`
    select c.scope_id, c.id as customer_id
    from json_to_recordset(${placesJson(places)}::json) as place(scope uuid, id uuid)
    join customer c on c.scope_id = place.scope and c.id = place.id
  `.execute(trx);
  return found.rows;
}

function isNothing(counters: Counters): boolean {
  return (
    counters.openOn === null &&
    outsideTimes.every((field) => counters[field].length === 0) &&
    lastTimes.every((field) => counters[field] === null)
  );
}

/** What has grown too old to count makes no difference, but a row in which nothing counts is to go. */
function isEqual(
  kept: Counters | undefined,
  wanted: Counters | undefined,
  { since, lastSince, today }: Period,
): boolean {
  if (!kept) return !wanted || isNothing(wanted);
  if (!wanted || isNothing(wanted)) return false;
  const openOn = kept.openOn === today ? today : null;
  return (
    openOn === wanted.openOn &&
    lastTimes.every((field) => {
      const at = kept[field];
      return (at !== null && at > lastSince ? at : null) === wanted[field];
    }) &&
    outsideTimes.every((field) => {
      const young = kept[field].filter((at) => at > since);
      return young.length === wanted[field].length && young.every((at, i) => at === wanted[field][i]);
    })
  );
}
