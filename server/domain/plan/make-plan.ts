/** Makes the day's list of a rep whose device did not: the same engine, the same rows, the same ids. */
import { sql } from 'kysely';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { getEntity } from '#shared/domain/entity/registry.ts';
import { planSteps, type BuiltPlan } from '#shared/domain/plan/build.ts';
import { planInputOf } from '#shared/domain/plan/facts/plan-input-of.ts';
import { planWindows } from '#shared/domain/plan/facts/plan-windows.ts';
import { planFields, planItemFields } from '#shared/domain/plan/plan-fields.ts';
import { planIdOf, planItemIdOf } from '#shared/domain/plan/plan-id.ts';
import { segmentsOf, sopBankOf, type SopRow } from '#shared/domain/plan/sop/bank.ts';
import { renamed } from '#shared/domain/segment/audience.ts';
import type { Settings } from '#shared/domain/setting.ts';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import type { Steps } from '#shared/lib/steps.ts';
import type { Db, Trx } from '../../db/database.ts';
import { insertRows, type StoredRow } from '../../db/row-store.ts';
import type { PokeNotice } from '../../sync/poke.ts';
import { bumpScopes, lockScopes } from '../scope.ts';
import { loadPlanRows } from './plan-rows.ts';
import { loadTagNames } from './tag-names.ts';

export interface PlanOwner {
  companyId: string;
  personId: string;
  settings: Settings;
}

/** What the rep's own device would list at this moment; undefined for who owns no book. */
export async function buildForPerson(
  db: Db,
  { companyId, personId, settings }: PlanOwner,
  { planOn, now, pause }: { planOn: string; now: number; pause?: (() => Promise<void>) | undefined },
): Promise<BuiltPlan | undefined> {
  const bookIds = await listBooks(db, companyId, personId);
  if (bookIds.length === 0) return undefined;
  const bank = sopBankOf(await listSops(db, companyId), settings);
  const windows = planWindows({ planOn, now }, settings, bank.longestDays);
  const asked = {
    companyId,
    personId,
    bookIds,
    planOn,
    now,
    windows,
    settings,
    segments: segmentsOf(bank),
    pause,
  };
  const rows = await loadPlanRows(db, asked);
  const input = await inTurns(planInputOf(rows, { planOn, now, settings, windows, bank }));
  return inTurns(planSteps(input));
}

/** Beside a hash of the person: what else locks by advice uses other numbers. */
const lockClass = 7_420_003;

/**
 * Stores the list; undefined where there is one, another process is at it, or the person owns no book. The rows are the
 * person's, with no device behind them: whatever a device says about them later is no conflict.
 *
 * @param pause awaited before each question to the database, where no other process is on it and a transaction keeps
 * everybody else from it: the list is then built outside of one.
 */
export async function makePlan(
  db: Db,
  clock: Clock,
  owner: PlanOwner,
  planOn: string,
  pause?: () => Promise<void>,
): Promise<PokeNotice | undefined> {
  const { personId } = owner;
  const at = instantOf(clock);
  const day = { planOn, now: Date.parse(at), pause };
  if (pause) {
    const built = await buildForPerson(db, owner, day);
    await pause();
    return built && db.transaction().execute((trx) => storePlan(trx, owner, { planOn, at, built }));
  }
  return db.transaction().execute(async (trx) => {
    const locked = await sql<{ ok: boolean }>`
      select pg_try_advisory_xact_lock(${sql.lit(lockClass)}, hashtext(${personId})) as ok
    `.execute(trx);
    if (!locked.rows[0]!.ok || (await hasPlan(trx, personId, planOn))) return undefined;
    const built = await buildForPerson(trx, owner, day);
    return built && storePlan(trx, owner, { planOn, at, built });
  });
}

async function storePlan(
  trx: Trx,
  { companyId, personId }: PlanOwner,
  { planOn, at, built }: { planOn: string; at: string; built: BuiltPlan },
): Promise<PokeNotice | undefined> {
  const scope = (await lockScopes(trx, companyId, [personId])).get(personId);
  // The device may have handed in its own meanwhile.
  if (!scope || (await hasPlan(trx, personId, planOn))) return undefined;
  const version = scope.version + 1;
  const planId = planIdOf(personId, planOn);
  const rowOf = (id: string, fields: object): StoredRow => ({
    ...fields,
    companyId,
    scopeId: personId,
    id,
    version,
    createdAt: at,
    createdBy: personId,
    deletedAt: null,
    late: false,
    fieldVersion: {},
  });
  const plan = { ...planFields({ planOn, builtAt: at }, built), madeBy: 'server', openedAt: null };
  await insertRows(trx, getEntity('plan'), [rowOf(planId, plan)]);
  const items = built.items.map((item, ordinal) =>
    rowOf(
      planItemIdOf(planId, item.kind, item.customerId, item.subject),
      planItemFields({ id: planId, planOn }, item, ordinal),
    ),
  );
  await insertRows(trx, getEntity('plan_item'), items);
  await bumpScopes(trx, [personId]);
  return { scope: personId, version };
}

async function hasPlan(trx: Trx, personId: string, planOn: string): Promise<boolean> {
  const found = await trx
    .selectFrom('plan')
    .select('id')
    .where('scopeId', '=', personId)
    .where('planOn', '=', planOn)
    .executeTakeFirst();
  return found !== undefined;
}

async function listBooks(db: Db, companyId: string, personId: string): Promise<string[]> {
  const books = await db
    .selectFrom('book')
    .select('id')
    .where('scopeId', '=', companyId)
    .where('ownerId', '=', personId)
    .where('deletedAt', 'is', null)
    .execute();
  return books.map(({ id }) => id);
}

/** Every edition of every SOP; whom it is for with tags as the dictionary calls them now. */
async function listSops(db: Db, companyId: string): Promise<SopRow[]> {
  const sops = await db
    .selectFrom('sop')
    .select([
      'code',
      'purpose',
      'edition',
      'steps',
      'startsBy',
      'startsFor',
      'fromOn',
      'leadDays',
      'retiredAt',
    ])
    .where('scopeId', '=', companyId)
    .where('deletedAt', 'is', null)
    .orderBy('code')
    .orderBy('edition')
    .execute();
  if (!sops.some(({ startsFor }) => startsFor)) return sops;
  const { meantBy } = await loadTagNames(db, companyId);
  return sops.map((sop) => ({ ...sop, startsFor: sop.startsFor && renamed(sop.startsFor, meantBy) }));
}

/** Milliseconds at a stretch, so that requests go on being answered while lists are made. */
const sliceMs = 12;

async function inTurns<T>(steps: Steps<T>): Promise<T> {
  let began = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - began < sliceMs) continue;
    await nextTurn();
    began = performance.now();
  }
}
