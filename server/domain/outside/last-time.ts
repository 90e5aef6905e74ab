/**
 * What the person and the household told other books, and what the person was asked and given there: when it was the last
 * time (rules.md R4).
 */
import { sql } from 'kysely';
import { freezeKinds } from '#shared/domain/block-rate.ts';
import { startOfDate } from '#shared/domain/calendar.ts';
import type { Trx } from '../../db/database.ts';
import { onRoots } from '../merged.ts';
import { distinctPlaces, placeKey, placesJson, withParts, type Place } from './place.ts';
import type { Related } from './related.ts';

/** Instants; see `outside_contact`. */
export const lastTimes = [
  'stopAskedAt',
  'complaintAt',
  'servedAt',
  'householdFrozenAt',
  'npsAskedAt',
  'referralAskedAt',
  'surprisedAt',
] as const;

export type LastTimes = Record<(typeof lastTimes)[number], string | null>;

export function noLastTimes(): LastTimes {
  return {
    stopAskedAt: null,
    complaintAt: null,
    servedAt: null,
    householdFrozenAt: null,
    npsAskedAt: null,
    referralAskedAt: null,
    surprisedAt: null,
  };
}

/** Items of the list that ask for something; see closed-item.ts. */
export const askKinds = ['NPS', 'REFERRAL'] as const;

type What = (typeof freezeKinds)[number] | (typeof askKinds)[number] | 'served' | 'scored' | 'gift';

/** What it is to the person's own card in another book. */
const fieldOf: Readonly<Record<What, (typeof lastTimes)[number]>> = {
  stop: 'stopAskedAt',
  complaint: 'complaintAt',
  blocked_us: 'householdFrozenAt',
  deleted_us: 'householdFrozenAt',
  served: 'servedAt',
  gift: 'surprisedAt',
  NPS: 'npsAskedAt',
  scored: 'npsAskedAt',
  REFERRAL: 'referralAskedAt',
};

/**
 * Per customer of `related` to whom any of it happened in another book after `since`. Asks of the list count from the own
 * book too: the list belongs to a person, and whoever takes the customer over has another one (R19).
 */
export async function lastTimesOutside(
  trx: Trx,
  related: readonly Related[],
  roots: ReadonlyMap<string, string>,
  since: string,
): Promise<Map<string, LastTimes>> {
  const places = distinctPlaces(
    related.flatMap(({ scopeId, customerId, otherScopeId, otherId }) => [
      { scopeId, customerId },
      { scopeId: otherScopeId, customerId: otherId },
    ]),
  );
  const found = onRoots(await listLast(trx, withParts(places, roots), since), roots);
  const heard = Map.groupBy(found, placeKey);
  const times = new Map<string, LastTimes>();
  for (const relation of related) {
    const isOwn = relation.customerId === relation.otherId;
    if (relation.scopeId === relation.otherScopeId && !isOwn) continue;
    const there = heard.get(placeKey({ scopeId: relation.otherScopeId, customerId: relation.otherId }));
    if (!there || (isOwn && !there.some(isAsked))) continue;
    const key = placeKey(relation);
    let own = times.get(key);
    if (!own) times.set(key, (own = noLastTimes()));
    for (const { what, at } of isOwn ? there.filter(isAsked) : there) {
      const field = relation.isSame ? fieldOf[what] : isFreezing(what) ? 'householdFrozenAt' : null;
      if (field) own[field] = newer(own[field], at);
    }
  }
  for (const [key, own] of times) {
    // A service counts where somebody waits for one; every other would be a row for nothing.
    const owed = (heard.get(key) ?? []).filter(({ what }) => what === 'stop' || what === 'complaint');
    const since = owed.map(({ at }) => at).reduce(newer, newer(own.stopAskedAt, own.complaintAt ?? ''));
    if (since === '' || (own.servedAt ?? '') <= since) own.servedAt = null;
  }
  return times;
}

function isAsked({ what }: Pick<Happened, 'what'>): boolean {
  return askKinds.some((kind) => kind === what);
}

function isFreezing(what: What): boolean {
  return freezeKinds.some((kind) => kind === what);
}

function newer(a: string | null, b: string): string {
  return a !== null && a > b ? a : b;
}

type Happened = Place & { what: What; at: string };

async function listLast(trx: Trx, places: readonly Place[], since: string): Promise<Happened[]> {
  if (places.length === 0) return [];
  const found = await sql<Happened>`
    with place as materialized (
      select * from json_to_recordset(${placesJson(places)}::json) as given(scope uuid, id uuid))
    select scope_id, customer_id, what, max(at) as at from (
      select s.scope_id, s.customer_id, s.kind as what, s.happened_at as at
      from place join signal s on s.scope_id = place.scope and s.customer_id = place.id and s.deleted_at is null
      where s.kind = any(${[...freezeKinds]}::text[])
      union all
      select t.scope_id, t.customer_id, 'served', t.happened_at
      from place join touch t on t.scope_id = place.scope and t.customer_id = place.id and t.deleted_at is null
        and t.happened_at > ${since}
      where t.touch_class = 'service'
      union all
      select g.scope_id, g.customer_id, 'gift', g.given_at
      from place join surprise g on g.scope_id = place.scope and g.customer_id = place.id and g.deleted_at is null
      where g.status = 'given' and g.given_at is not null
      union all
      select e.scope_id, e.customer_id, 'scored', e.happened_on
      from place join endorsement e on e.scope_id = place.scope and e.customer_id = place.id and e.deleted_at is null
      where e.kind = 'nps' and e.score is not null
      union all
      select place.scope, i.customer_id, i.kind, i.status_at
      from place join plan_item i on i.customer_id = place.id and i.deleted_at is null
      where i.kind = any(${[...askKinds]}::text[]) and i.status = 'done' and i.status_at is not null) as happened
    where at > ${since} group by 1, 2, 3
  `.execute(trx);
  // A score was given on a day.
  return found.rows.map((row) => (row.at.length === 10 ? { ...row, at: startOfDate(row.at) } : row));
}
