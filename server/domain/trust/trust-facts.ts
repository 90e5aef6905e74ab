/** What the trust stages of a book stand on (rules.md R16), with one statement; as `customerTrust` of a device. */
import { sql } from 'kysely';
import type { TrustStage } from '#shared/domain/entity/book.ts';
import type { CardChange } from '#shared/domain/entity/profile.ts';
import { manualOf, type TrustFacts } from '#shared/domain/plan/trust-stage.ts';
import type { Trx } from '../../db/database.ts';
import { rootsJson } from '../merged.ts';

/** What only has a day counts as noon of it. */
const noon = 'T04:00:00.000Z';

export interface TrustRow {
  id: string;
  stage: TrustStage;
  facts: TrustFacts;
}

type FactRow = Omit<TrustFacts, 'repliedAts' | 'talkedAts' | 'manual'> & {
  id: string;
  stage: TrustStage;
  repliedAts: readonly string[] | null;
  talkedAts: readonly string[] | null;
  changes: readonly Pick<CardChange, 'createdBy' | 'toValue' | 'reason'>[] | null;
};

/**
 * Of those of `ids` who are live customers of the book, by id. What hangs on a card that became part of another counts there.
 * @param ids cards that stand
 */
export async function loadTrustFacts(
  trx: Trx,
  bookId: string,
  ids: readonly string[],
  roots: ReadonlyMap<string, string>,
): Promise<TrustRow[]> {
  const asked = new Set(ids);
  const cards = new Map(ids.map((id) => [id, id]));
  for (const [id, root] of roots) if (asked.has(root)) cards.set(id, root);
  /** Rows of an entity under the card that stands. */
  const of = (table: string) => sql`(select card.root as root_id, t.*
    from card join ${sql.table(table)} t on t.scope_id = ${bookId}::uuid and t.customer_id = card.id
    where t.deleted_at is null)`;
  const found = await sql<FactRow>`
    with card as materialized (
      select * from json_to_recordset(${rootsJson(cards)}::json) as given(id uuid, root uuid)),
    talked as (
      select root_id, array_agg(happened_at order by happened_at) as replied_ats,
        array_agg(happened_at order by happened_at) filter (where kind in ('chat', 'call', 'visit')) as talked_ats
      from ${of('touch')} x where replied group by root_id),
    told as (
      select root_id, bool_or(kind = 'ask') as has_asked, max(happened_at) as last_at,
        min(happened_at) filter (where kind = 'complaint' and closed_at is null) as complaint_open_since,
        array_agg(happened_at) filter (where kind = 'message') as replied_ats,
        array_agg(happened_at) filter (where kind in ('message', 'ask', 'service')) as talked_ats
      from ${of('signal')} x group by root_id),
    met as (
      select root_id, array_agg(start_at) as talked_ats, max(start_at) as last_at
      from ${of('appointment')} x where status = 'kept' group by root_id),
    helped as (select distinct root_id from ${of('need')} x where status = 'answered'),
    bought as (
      select root_id, count(*) filter (where not is_paid_back) as orders, max(ordered_on) || ${noon} as last_at
      from (select root_id, ordered_on, sum(paid_fen) <= 0 and min(paid_fen) < 0 as is_paid_back
        from ${of('customer_order')} x group by root_id, ordered_on) day group by root_id),
    stood as (
      select root_id, bool_or(kind = 'referral' and is_paid) as has_paid_referral, max(happened_on) || ${noon} as last_at,
        (array_agg(score order by happened_on desc, id desc) filter (where kind = 'nps'))[1] as nps_score
      from ${of('endorsement')} x group by root_id),
    decided as (
      select root_id, json_agg(json_build_object('createdBy', created_by, 'toValue', to_value, 'reason', reason)
        order by happened_at desc, id desc) as changes
      from ${of('card_change')} x where field = 'trustStage' group by root_id)
    select c.id, c.trust_stage as stage, c.added_on,
      array_cat(talked.replied_ats, told.replied_ats) as replied_ats,
      array_cat(array_cat(talked.talked_ats, told.talked_ats), met.talked_ats) as talked_ats,
      coalesce(told.has_asked, false) as has_asked, helped.root_id is not null as has_accepted_useful,
      met.root_id is not null as has_kept_appointment, coalesce(bought.orders, 0)::int8 as orders,
      stood.nps_score, coalesce(stood.has_paid_referral, false) as has_paid_referral,
      nullif(greatest(coalesce(talked.replied_ats[array_upper(talked.replied_ats, 1)], ''), coalesce(told.last_at, ''),
        coalesce(met.last_at, ''), coalesce(bought.last_at, ''), coalesce(stood.last_at, '')), '')
        as last_interaction_at,
      told.complaint_open_since, decided.changes
    from customer c
    left join talked on talked.root_id = c.id
    left join told on told.root_id = c.id
    left join met on met.root_id = c.id
    left join helped on helped.root_id = c.id
    left join bought on bought.root_id = c.id
    left join stood on stood.root_id = c.id
    left join decided on decided.root_id = c.id
    where c.scope_id = ${bookId}::uuid and c.id = any(${[...asked]}::uuid[]) and c.deleted_at is null
    order by c.id
  `.execute(trx);
  return found.rows.map(({ id, stage, repliedAts, talkedAts, changes, ...rest }) => ({
    id,
    stage,
    facts: {
      ...rest,
      repliedAts: (repliedAts ?? []).toSorted(),
      talkedAts: (talkedAts ?? []).toSorted(),
      manual: manualOf(changes ?? [], stage) && stage,
    },
  }));
}
