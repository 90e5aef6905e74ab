/**
 * Clears away what no device needs any more: tombstones and moved-away notes older than the horizon, and the records
 * of mutations that nobody can send again. Age is told by daily marks of each scope's version by the server's clock;
 * what devices say about time decides nothing.
 */
import { sql, type RawBuilder } from 'kysely';
import { dayMs } from '#shared/domain/calendar.ts';
import type { Entity, ScopeKind } from '#shared/domain/entity/entity.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { instantOf } from '#shared/lib/clock.ts';
import type { Db, Trx } from '../db/database.ts';
import { entitiesOf } from '../sync/page-rows.ts';

export const tombstoneDays = 90;
/** Far longer than a device keeps a mutation it might offer again. */
const mutationDays = 400;

export interface Pruned {
  scopes: number;
  tombstones: number;
  moved: number;
  mutations: number;
}

export async function prune(
  { db, clock }: { db: Db; clock: Clock },
  days: number = tombstoneDays,
): Promise<Pruned> {
  await markScopes(db, instantOf(clock));
  const pruned: Pruned = { scopes: 0, tombstones: 0, moved: 0, mutations: 0 };
  for (const scope of await listOldScopes(db, ago(clock, days))) {
    const { tombstones, moved } = await db.transaction().execute((trx) => pruneScope(trx, scope));
    if (tombstones + moved > 0) pruned.scopes += 1;
    pruned.tombstones += tombstones;
    pruned.moved += moved;
  }
  for (const { id } of await db.selectFrom('company').select('id').execute()) {
    pruned.mutations += await forgetMutations(db, id, ago(clock, mutationDays));
  }
  return pruned;
}

function ago(clock: Clock, days: number): string {
  return new Date(clock.now() - days * dayMs).toISOString();
}

/** A scope that has not moved since its last mark needs no new one. */
async function markScopes(db: Db, at: string): Promise<void> {
  await sql`
    insert into scope_mark (scope_id, version, at) select id, version, ${at} from scope where version > 0
    on conflict (scope_id, version) do nothing
  `.execute(db);
}

interface OldScope {
  id: string;
  kind: ScopeKind;
  /** Everything up to this version was written before the horizon. */
  upTo: number;
}

async function listOldScopes(db: Db, before: string): Promise<OldScope[]> {
  const old = await sql<OldScope>`
    select s.id, s.kind, max(m.version) as up_to from scope s join scope_mark m on m.scope_id = s.id
    where m.at <= ${before} and m.version > s.pruned_to group by s.id, s.kind order by s.id
  `.execute(db);
  return old.rows;
}

/** Rows, notes of what moved away and the scope's pruning point change together: a pull sees all of it or nothing. */
async function pruneScope(trx: Trx, scope: OldScope): Promise<{ tombstones: number; moved: number }> {
  const { id, kind, upTo } = scope;
  await sql`select 1 from scope where id = ${id} for update`.execute(trx);
  const removed = [kind === 'book' ? await removeCustomers(trx, scope) : none];
  for (const entity of entitiesOf(kind)) {
    if (entity.name !== 'customer') removed.push(await removeTombstones(trx, entity, scope));
  }
  const gone = await countRemoved(trx, sql`delete from gone where scope_id = ${id} and version <= ${upTo}`);
  const prunedTo = Math.max(gone.last, ...removed.map(({ last }) => last));
  await sql`update scope set pruned_to = greatest(pruned_to, ${prunedTo}) where id = ${id}`.execute(trx);
  await sql`delete from scope_mark where scope_id = ${id} and version <= ${upTo}`.execute(trx);
  return { tombstones: removed.reduce((sum, { rows }) => sum + rows, 0), moved: gone.rows };
}

interface Removed {
  rows: number;
  /** The highest version among them; 0 when there was none. */
  last: number;
}

const none: Removed = { rows: 0, last: 0 };

/** A row about which a late value still waits for somebody's decision stays. */
function removeTombstones(trx: Trx, entity: Entity, { id, kind, upTo }: OldScope): Promise<Removed> {
  const undecided =
    kind === 'company'
      ? sql``
      : sql` and not exists (select 1 from conflict k
          where k.scope_id = r.scope_id and k.row_id = r.id and k.status = 'open')`;
  return countRemoved(
    trx,
    sql`delete from ${sql.table(entity.name)} r
      where r.scope_id = ${id} and r.deleted_at is not null and r.version <= ${upTo}${undecided}`,
  );
}

/**
 * A deleted customer goes with all that hangs on it, once none of that is younger than the horizon. One that became part
 * of another goes with that one.
 */
async function removeCustomers(trx: Trx, { id, upTo }: OldScope): Promise<Removed> {
  const hanging = entitiesOf('book').filter((entity) => 'customerId' in entity.columns);
  const isInUse = hanging.map(
    ({ name }) => sql`exists (select 1 from ${sql.table(name)} h where h.scope_id = ${id}
      and h.customer_id = any(p.cards) and (h.version > ${upTo}${name === 'conflict' ? sql` or h.status = 'open'` : sql``}))`,
  );
  // What hangs on a card that became part of this one hangs on this one.
  const old = await sql<{ id: string }>`
    with recursive part as (
      select r.id as root, r.id, r.version from customer r where r.scope_id = ${id} and r.deleted_at is not null
        and not exists (select 1 from customer w where w.scope_id = r.scope_id and w.id = r.merged_into_id)
      union
      select part.root, m.id, m.version from part
      join customer m on m.scope_id = ${id} and m.merged_into_id = part.id),
    p as (select root, array_agg(id) as cards from part group by root having max(version) <= ${upTo})
    select unnest(p.cards) as id from p where not (${sql.join(isInUse, sql` or `)})
  `.execute(trx);
  if (old.rows.length === 0) return none;
  const ids = old.rows.map((row) => row.id);
  const removed = [
    await countRemoved(trx, sql`delete from customer where scope_id = ${id} and id = any(${ids}::uuid[])`),
  ];
  for (const { name } of hanging) {
    removed.push(
      await countRemoved(
        trx,
        sql`delete from ${sql.table(name)} where scope_id = ${id} and customer_id = any(${ids}::uuid[])`,
      ),
    );
  }
  return {
    rows: removed.reduce((sum, { rows }) => sum + rows, 0),
    last: Math.max(...removed.map(({ last }) => last)),
  };
}

async function countRemoved(trx: Trx, deletion: RawBuilder<unknown>): Promise<Removed> {
  const counted = await sql<Removed>`
    with removed as (${deletion} returning version)
    select count(*)::int8 as rows, coalesce(max(version), 0)::int8 as last from removed
  `.execute(trx);
  return counted.rows[0]!;
}

const mutationsAtOnce = 10_000;

async function forgetMutations(db: Db, companyId: string, before: string): Promise<number> {
  for (let total = 0; ;) {
    const { numAffectedRows } = await sql`
      delete from processed_mutation where company_id = ${companyId} and mutation_id in (
        select mutation_id from processed_mutation where company_id = ${companyId} and processed_at < ${before}
        limit ${mutationsAtOnce})
    `.execute(db);
    total += Number(numAffectedRows);
    if (Number(numAffectedRows) < mutationsAtOnce) return total;
  }
}
