/** What the weekly check of the tiers asks of a book (rules.md R1), with a few statements for all its customers. */
import { sql } from 'kysely';
import { addDays, dateOf, startOfDate } from '#shared/domain/calendar.ts';
import type { Source, Tier } from '#shared/domain/entity/book.ts';
import type { TierCheck } from '#shared/domain/entity/tier-check.ts';
import type { CardChange } from '#shared/domain/entity/profile.ts';
import { expectedDealFen, type DealFacts } from '#shared/domain/plan/deal-value.ts';
import { formerRanksOf, tierOverrideOf } from '#shared/domain/plan/tier-check.ts';
import type { TierFacts } from '#shared/domain/plan/tier.ts';
import type { Settings } from '#shared/domain/setting.ts';
import type { Trx } from '../../db/database.ts';
import { loadRoots, rootsJson } from '../merged.ts';

/** What only has a day counts as noon of it. */
const noon = 'T04:00:00.000Z';

interface FactRow {
  id: string;
  source: Source;
  tier: Tier;
  addedOn: string;
  marginFen: number;
  /** The open ones. */
  deals: readonly DealFacts[];
  engagement: number;
  referrals: number;
  unanswered: number;
  lastInterestAt: string | null;
  change: Pick<CardChange, 'createdBy' | 'toValue' | 'reason' | 'happenedAt'> | null;
  before: Pick<TierCheck, 'checkedOn' | 'ranks'> | null;
}

/** Of the live, active customers, by id. What hangs on a card that became part of another counts there. */
export async function loadTierFacts(
  trx: Trx,
  bookId: string,
  on: string,
  settings: Settings,
): Promise<TierFacts[]> {
  const roots = await loadRoots(trx, [bookId]);
  const scope = sql`scope_id = ${bookId}::uuid and deleted_at is null`;
  const valueFrom = addDays(on, -settings['value.windowDays']);
  const engagedFrom = startOfDate(addDays(on, -settings['value.engagementDays']));
  /** Rows of an entity under the card that stands. */
  const of = (table: string) => sql`(select coalesce(r.root, t.customer_id) as root_id, t.*
    from ${sql.table(table)} t left join root r on r.id = t.customer_id
    where t.scope_id = ${bookId}::uuid and t.deleted_at is null)`;
  const found = await sql<FactRow>`
    with root as (select * from json_to_recordset(${rootsJson(roots)}::json) as given(id uuid, root uuid)),
    talked as (
      select root_id, max(happened_at) filter (where replied) as last_at,
        count(*) filter (where replied and happened_at >= ${engagedFrom}) as answers,
        array_agg(happened_at) filter (where not replied) as silent_ats
      from ${of('touch')} x group by root_id),
    reply as (
      select root_id, last_at, answers,
        (select count(*) from unnest(silent_ats) as at(value) where at.value > coalesce(last_at, '')) as unanswered
      from talked),
    bought as (
      select root_id, max(ordered_on) || ${noon} as last_at,
        sum(margin_fen) filter (where ordered_on > ${valueFrom}) as margin_fen
      from ${of('customer_order')} x group by root_id),
    hoped as (
      select root_id, json_agg(json_build_object('stage', stage, 'amountFen', amount_fen, 'marginFen', margin_fen)) as deals
      from ${of('deal')} x where status = 'open' group by root_id),
    told as (
      select root_id, max(happened_at) as last_at, count(*) filter (where happened_at >= ${engagedFrom}) as messages
      from ${of('signal')} x where kind in ('message', 'ask', 'service') group by root_id),
    met as (
      select root_id, max(start_at) as last_at, count(*) filter (where start_at >= ${engagedFrom}) as meetings
      from ${of('appointment')} x where status = 'kept' group by root_id),
    stood as (
      select root_id, max(happened_on) || ${noon} as last_at,
        count(*) filter (where kind = 'referral' and is_paid and happened_on > ${valueFrom}) as referrals
      from ${of('endorsement')} x group by root_id),
    change as (
      select distinct on (customer_id) customer_id, json_build_object('createdBy', created_by, 'toValue', to_value,
        'reason', reason, 'happenedAt', happened_at) as body
      from card_change where ${scope} and field = 'tier' order by customer_id, happened_at desc, id desc)
    select c.id, c.source, c.tier, c.added_on,
      coalesce(bought.margin_fen, 0)::int8 as margin_fen, coalesce(hoped.deals, '[]') as deals,
      (coalesce(reply.answers, 0) + coalesce(told.messages, 0) + coalesce(met.meetings, 0))::int8 as engagement,
      coalesce(stood.referrals, 0)::int8 as referrals,
      coalesce(reply.unanswered, 0)::int8 as unanswered,
      nullif(greatest(coalesce(reply.last_at, ''), coalesce(bought.last_at, ''), coalesce(told.last_at, ''),
        coalesce(met.last_at, ''), coalesce(stood.last_at, ''),
        case when c.intent > 0 then coalesce(c.intent_at, '') else '' end), '') as last_interest_at,
      change.body as change,
      case when k.id is not null then json_build_object('checkedOn', k.checked_on, 'ranks', k.ranks) end as before
    from customer c
    left join reply on reply.root_id = c.id
    left join bought on bought.root_id = c.id
    left join hoped on hoped.root_id = c.id
    left join told on told.root_id = c.id
    left join met on met.root_id = c.id
    left join stood on stood.root_id = c.id
    left join change on change.customer_id = c.id
    left join tier_check k on k.scope_id = c.scope_id and k.customer_id = c.id and k.deleted_at is null
    where c.scope_id = ${bookId}::uuid and c.deleted_at is null and c.status = 'active'
    order by c.id
  `.execute(trx);
  return found.rows.map(({ change, before, lastInterestAt, deals, ...row }) => ({
    ...row,
    expectedDealFen: expectedDealFen(deals, settings),
    formerRanks: formerRanksOf(before, on),
    override: tierOverrideOf(change, row.tier),
    lastInterestOn: lastInterestAt === null ? null : dateOf(lastInterestAt),
  }));
}
