/**
 * One round for one company: whoever changed since the last one, and whoever is the same person or of one household in
 * another book, gets the times of the other books. Cheap where nothing has changed, bounded where much has.
 */
import { sql } from 'kysely';
import { dateOf, dayMs } from '#shared/domain/calendar.ts';
import type { Settings } from '#shared/domain/setting.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Db, Trx } from '../../db/database.ts';
import type { PokeNotice } from '../../sync/poke.ts';
import { loadCompanySettings } from '../company-settings.ts';
import { listMovedScopes, listRekeyed, listReplanned, listTouched, setMark, windowOf } from './changed.ts';
import type { MovedScope } from './changed.ts';
import { countOutside, type Period } from './counters.ts';
import { refreshKeys } from './person-key.ts';
import { distinctPlaces, placeKey, type Place } from './place.ts';
import { listRelated } from './related.ts';
import { listOutdated, writeOutside } from './write-outside.ts';

export interface OutsideRound {
  notices: PokeNotice[];
  /** There is more to look through than one round takes. */
  hasMore: boolean;
}

export interface RoundSize {
  scopes: number;
  /** Of one book. */
  rows: number;
}

export const usualRound: RoundSize = { scopes: 20, rows: 4_000 };
/** Where nobody else gets at the database while a round is under way. */
export const smallRound: RoundSize = { scopes: 1, rows: 500 };
const outdatedAtOnce = 500;
/** Beside the company's id: what else locks by advice uses other numbers. */
const lockClass = 7_420_002;

/** Undefined when another server process is at this company now. `sweep`: also rows that have grown too old are cleared. */
export function runOutsideRound(
  db: Db,
  clock: Clock,
  companyId: string,
  { sweep = false, size = usualRound }: { sweep?: boolean; size?: RoundSize } = {},
): Promise<OutsideRound | undefined> {
  return db.transaction().execute(async (trx) => {
    const locked = await sql<{ ok: boolean }>`
      select pg_try_advisory_xact_lock(${sql.lit(lockClass)}, hashtext(${companyId})) as ok
    `.execute(trx);
    if (!locked.rows[0]!.ok) return undefined;
    const settings = await loadCompanySettings(trx, companyId);
    const now = clock.now();
    const before = (days: number) => new Date(now - days * dayMs).toISOString();
    const period = {
      since: before(settings['guard.monthDays']),
      lastSince: before(longestDays(settings)),
      today: dateOf(now),
    };
    const moved = await listMovedScopes(trx, companyId, size.scopes);
    const changed: Place[] = sweep ? await listOutdated(trx, companyId, period, outdatedAtOnce) : [];
    let hasMore = moved.length === size.scopes || changed.length === outdatedAtOnce;
    for (const scope of moved) {
      const upTo = await lookThrough(trx, companyId, scope, period, size.rows, changed);
      if (upTo < scope.version) hasMore = true;
      await setMark(trx, scope.id, upTo);
    }
    const notices = await spread(trx, clock, companyId, distinctPlaces(changed), period);
    return { notices, hasMore };
  });
}

/** So long something is remembered of which the last time counts (rules.md R4). */
function longestDays(settings: Settings): number {
  return Math.max(
    settings['promo.freezeDays'],
    settings['nps.complaintDays'],
    settings['nps.gapDays'],
    settings['referral.gapDays'],
    settings['surprise.gapDays'],
  );
}

/** Adds who has changed; returns the version up to which the scope has been looked through. */
async function lookThrough(
  trx: Trx,
  companyId: string,
  scope: MovedScope,
  period: Period,
  mostRows: number,
  changed: Place[],
): Promise<number> {
  if (scope.kind === 'user') {
    changed.push(...(await listReplanned(trx, companyId, scope, period.today)));
    return scope.version;
  }
  const window = await windowOf(trx, scope, mostRows);
  changed.push(...(await refreshKeys(trx, companyId, scope.id, await listRekeyed(trx, window))));
  changed.push(...(await listTouched(trx, companyId, window, period)));
  return window.upTo;
}

/** Being related holds both ways: who knows the changed ones is whom these know. */
async function spread(
  trx: Trx,
  clock: Clock,
  companyId: string,
  changed: readonly Place[],
  period: Period,
): Promise<PokeNotice[]> {
  if (changed.length === 0) return [];
  const near = await listRelated(trx, companyId, changed);
  const others = near.map(({ otherScopeId, otherId }) => ({ scopeId: otherScopeId, customerId: otherId }));
  const places = distinctPlaces([...changed, ...others]);
  const wide = await listRelated(trx, companyId, places);
  const wanted = await countOutside(trx, companyId, wide, period);
  const sorted = places.toSorted((a, b) => (placeKey(a) < placeKey(b) ? -1 : 1));
  return writeOutside(trx, clock, companyId, sorted, wanted, period);
}
