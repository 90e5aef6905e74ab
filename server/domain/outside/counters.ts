/** What other books did for the same person and household, and heard from them: times without text (rules.md R3, R4). */
import { sql } from 'kysely';
import { isAsked, mediumOfKind, proactiveServiceKinds } from '#shared/domain/plan/kind.ts';
import { planItemKinds } from '#shared/domain/entity/user.ts';
import type { Trx } from '../../db/database.ts';
import { lastTimesOutside, noLastTimes, type LastTimes } from './last-time.ts';
import { distinctPlaces, placeKey, placesJson, withParts, type Place } from './place.ts';
import { loadRoots, onRoots } from '../merged.ts';
import type { Related } from './related.ts';

export interface Counters extends LastTimes {
  talkAts: string[];
  promoAts: string[];
  householdPromoAts: string[];
  commentAts: string[];
  likeAts: string[];
  openOn: string | null;
}

/** From when on things count. */
export interface Period {
  /** Of times that are counted. */
  since: string;
  /** Of those of which the last one counts. */
  lastSince: string;
  today: string;
}

/** The newest ones; a customer who was approached more often than this in 30 days is past every cap. */
const mostTimes = 200;

/** What reaches the customer without having been asked for; a like is no conversation. */
const proactiveKinds = planItemKinds.filter(
  (kind) => !isAsked(kind) && ['chat', 'comment'].includes(mediumOfKind(kind)),
);

/** Per customer of `related`; of the own book only what was asked counts. */
export async function countOutside(
  trx: Trx,
  companyId: string,
  related: readonly Related[],
  { since, lastSince, today }: Period,
): Promise<Map<string, Counters>> {
  const elsewhere = related.filter(({ scopeId, otherScopeId }) => scopeId !== otherScopeId);
  const others = distinctPlaces(
    elsewhere.map(({ otherScopeId, otherId }) => ({ scopeId: otherScopeId, customerId: otherId })),
  );
  const roots = await loadRoots(trx, [...new Set(related.map(({ otherScopeId }) => otherScopeId))]);
  const wide = withParts(others, roots);
  const touches = Map.groupBy(onRoots(await listTouches(trx, wide, since), roots), placeKey);
  const opened = new Set(onRoots(await listOpen(trx, companyId, wide, today), roots).map(placeKey));
  const owners = await loadOwners(trx, companyId, related);
  const lasts = await lastTimesOutside(trx, related, roots, lastSince);
  const counters = new Map<string, Counters>();
  for (const relation of elsewhere) {
    const key = placeKey(relation);
    const other = placeKey({ scopeId: relation.otherScopeId, customerId: relation.otherId });
    let own = counters.get(key);
    if (!own) counters.set(key, (own = { ...nothingOutside(), ...lasts.get(key) }));
    const done = touches.get(other) ?? [];
    const promoAts = done.flatMap(({ at, isPromo }) => (isPromo ? [at] : []));
    if (!relation.isSame) {
      own.householdPromoAts.push(...promoAts);
      continue;
    }
    own.promoAts.push(...promoAts);
    own.talkAts.push(...talkTimes(done));
    own.commentAts.push(...timesOf(done, 'comment'));
    own.likeAts.push(...timesOf(done, 'like'));
    const isAnother = owners.get(relation.otherScopeId) !== owners.get(relation.scopeId);
    if (isAnother && opened.has(other)) own.openOn = today;
  }
  for (const [key, own] of lasts) if (!counters.has(key)) counters.set(key, { ...nothingOutside(), ...own });
  for (const own of counters.values()) {
    for (const field of outsideTimes) own[field] = own[field].sort().slice(-mostTimes);
  }
  return counters;
}

export function nothingOutside(): Counters {
  const times = { talkAts: [], promoAts: [], householdPromoAts: [], commentAts: [], likeAts: [] };
  return { ...times, openOn: null, ...noLastTimes() };
}

export const outsideTimes = ['talkAts', 'promoAts', 'householdPromoAts', 'commentAts', 'likeAts'] as const;

function timesOf(touches: readonly DoneTouch[], kind: string): string[] {
  return touches.flatMap((touch) => (touch.kind === kind ? [touch.at] : []));
}

interface DoneTouch extends Place {
  at: string;
  kind: string;
  isPromo: boolean;
  isTalk: boolean;
  momentId: string | null;
}

/** A comment and a talk about one post are one conversation: the later of them counts. */
function talkTimes(touches: readonly DoneTouch[]): string[] {
  const ats: string[] = [];
  const perMoment = new Map<string, string>();
  for (const { at, isTalk, momentId } of touches) {
    if (!isTalk) continue;
    if (momentId === null) ats.push(at);
    else if (at > (perMoment.get(momentId) ?? '')) perMoment.set(momentId, at);
  }
  return [...ats, ...perMoment.values()];
}

/** Counted as on the device: see `touchFacts`. */
async function listTouches(trx: Trx, places: readonly Place[], since: string): Promise<DoneTouch[]> {
  if (places.length === 0) return [];
  const found = await sql<DoneTouch>`
    select t.scope_id, t.customer_id, t.happened_at as at, t.kind, t.moment_id, t.touch_class = 'promo' as is_promo,
      t.kind <> 'like' and (t.touch_class <> 'service' or coalesce(i.kind, '') = any(${[...proactiveServiceKinds]}::text[]))
        as is_talk
    from json_to_recordset(${placesJson(places)}::json) as place(scope uuid, id uuid)
    join touch t on t.scope_id = place.scope and t.customer_id = place.id and t.deleted_at is null
      and t.happened_at > ${since}
    left join plan_item i on i.scope_id = t.created_by and i.id = t.plan_item_id
    order by t.happened_at
  `.execute(trx);
  return found.rows;
}

/** Customers whom the owner of their book has on a started list of today as something still to be said. */
async function listOpen(
  trx: Trx,
  companyId: string,
  places: readonly Place[],
  today: string,
): Promise<Place[]> {
  if (places.length === 0) return [];
  const found = await sql<Place>`
    select distinct i.book_id as scope_id, i.customer_id
    from json_to_recordset(${placesJson(places)}::json) as place(scope uuid, id uuid)
    join book b on b.scope_id = ${companyId}::uuid and b.id = place.scope and b.deleted_at is null
    join plan p on p.scope_id = b.owner_id and p.plan_on = ${today} and p.started_at is not null
      and p.closed_at is null and p.deleted_at is null
    join plan_item i on i.scope_id = p.scope_id and i.plan_on = p.plan_on and i.plan_id = p.id
      and i.book_id = place.scope and i.customer_id = place.id
      and i.status in ('open', 'later') and i.displaced_at is null and i.deleted_at is null
      and i.kind = any(${proactiveKinds}::text[])
  `.execute(trx);
  return found.rows;
}

async function loadOwners(
  trx: Trx,
  companyId: string,
  related: readonly Related[],
): Promise<Map<string, string | null>> {
  const ids = [...new Set(related.flatMap(({ scopeId, otherScopeId }) => [scopeId, otherScopeId]))];
  const books = await sql<{ id: string; ownerId: string | null }>`
    select id, owner_id from book where scope_id = ${companyId}::uuid and id = any(${ids}::uuid[])
  `.execute(trx);
  return new Map(books.rows.map(({ id, ownerId }) => [id, ownerId]));
}
