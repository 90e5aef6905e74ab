/** The block rate of R4 for several reps, counted as on their devices: own touches and blocks in the books they own. */
import { sql } from 'kysely';
import {
  blockKinds,
  blocksAfter,
  blockState,
  blockWindows,
  promoLiftKey,
  type BlockState,
  type BlockWeek,
} from '#shared/domain/block-rate.ts';
import { proactiveServiceKinds } from '#shared/domain/plan/kind.ts';
import type { Settings } from '#shared/domain/setting.ts';
import type { Db } from '../db/database.ts';
import { loadRoots, rootsJson } from './merged.ts';

interface Asked {
  companyId: string;
  personIds: readonly string[];
  now: number;
  /** Of each of the people. */
  settings: ReadonlyMap<string, Settings>;
}

export interface BlockRows {
  /** See `blockWindows`. */
  blockWeeks: BlockWeek[];
  promoLiftedAt: string | null;
}

export async function loadBlockStates(db: Db, asked: Asked): Promise<Map<string, BlockState>> {
  const rows = await loadBlockRows(db, asked);
  return new Map(
    [...rows].map(([personId, { blockWeeks, promoLiftedAt: liftedAt }]) => {
      const settings = asked.settings.get(personId)!;
      return [personId, blockState(blockWeeks, { now: asked.now, liftedAt }, settings)];
    }),
  );
}

/** What the rate of each is made from. */
export async function loadBlockRows(db: Db, asked: Asked): Promise<Map<string, BlockRows>> {
  const { personIds, now } = asked;
  if (personIds.length === 0) return new Map();
  const blocks = await listBlocks(db, asked);
  const lifts = await listLifts(db, asked);
  const windows = personIds.flatMap((personId) => {
    const settings = asked.settings.get(personId)!;
    const after = blocksAfter(now, settings);
    const own = (blocks.get(personId) ?? []).filter((at) => at > after);
    return blockWindows(own, { now, liftedAt: lifts.get(personId) ?? null }, settings).map((window) => ({
      personId,
      ...window,
    }));
  });
  const weeks = Map.groupBy(await countWeeks(db, asked, windows), ({ personId }) => personId);
  return new Map(
    personIds.map((personId) => [
      personId,
      {
        blockWeeks: (weeks.get(personId) ?? []).map(({ at, customers, touches }) => ({
          at,
          customers,
          touches,
        })),
        promoLiftedAt: lifts.get(personId) ?? null,
      },
    ]),
  );
}

/** The earliest of what is remembered of anybody. */
function firstAfter({ now, settings }: Asked): string {
  return [...settings.values()].map((own) => blocksAfter(now, own)).reduce((a, b) => (a < b ? a : b));
}

const owned = ({ companyId }: Asked) => sql`
  select id from book where scope_id = ${companyId}::uuid and deleted_at is null and owner_id`;

async function listBlocks(db: Db, asked: Asked): Promise<Map<string, string[]>> {
  const rows = await sql<{ personId: string; at: string }>`
    select p.id as person_id, s.happened_at as at
    from unnest(${[...asked.personIds]}::uuid[]) as p(id)
    join signal s on s.scope_id in (${owned(asked)} = p.id) and s.created_by = p.id and s.deleted_at is null
      and s.kind = any(${[...blockKinds]}::text[]) and s.happened_at > ${firstAfter(asked)}
  `.execute(db);
  const byPerson = new Map<string, string[]>();
  for (const { personId, at } of rows.rows) byPerson.set(personId, [...(byPerson.get(personId) ?? []), at]);
  return byPerson;
}

async function listLifts(db: Db, { companyId, personIds }: Asked): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('setting')
    .select(['personId', 'value'])
    .where('scopeId', '=', companyId)
    .where('key', '=', promoLiftKey)
    .where('personId', 'in', [...personIds])
    .where('deletedAt', 'is', null)
    .execute();
  const lifts = new Map<string, string>();
  for (const { personId, value } of rows) {
    if (!personId || typeof value !== 'string') continue;
    if (value > (lifts.get(personId) ?? '')) lifts.set(personId, value);
  }
  return lifts;
}

/** In the order of the windows. */
async function countWeeks(
  db: Db,
  asked: Asked,
  windows: readonly { personId: string; from: string; at: string }[],
): Promise<(BlockWeek & { personId: string })[]> {
  const books = await sql<{ id: string }>`${owned(asked)} = any(${[...asked.personIds]}::uuid[])`.execute(db);
  // Two cards that are one person are one customer who left.
  const roots = await loadRoots(
    db,
    books.rows.map(({ id }) => id),
  );
  const weeks = await sql<BlockWeek & { personId: string }>`
    with root as materialized (select * from json_to_recordset(${rootsJson(roots)}::json) as given(id uuid, root uuid))
    select w.person_id, w.at,
      (select count(distinct coalesce(r.root, s.customer_id))::int8
        from signal s left join root r on r.id = s.customer_id
        where s.scope_id in (${owned(asked)} = w.person_id) and s.created_by = w.person_id and s.deleted_at is null
          and s.kind = any(${[...blockKinds]}::text[]) and s.happened_at > w.starts and s.happened_at <= w.at) as customers,
      (select count(*)::int8 from touch t
        where t.scope_id in (${owned(asked)} = w.person_id) and t.created_by = w.person_id and t.deleted_at is null
          and t.happened_at > w.starts and t.happened_at <= w.at and t.kind <> 'like'
          and (t.touch_class <> 'service' or exists (
            select 1 from plan_item i where i.scope_id = w.person_id and i.id = t.plan_item_id
              and i.kind = any(${[...proactiveServiceKinds]}::text[])))) as touches
    from unnest(${windows.map(({ personId }) => personId)}::uuid[], ${windows.map(({ from }) => from)}::text[],
      ${windows.map(({ at }) => at)}::text[]) with ordinality as w(person_id, starts, at, place)
    order by w.place
  `.execute(db);
  return weeks.rows;
}
