import { sql } from 'kysely';
import type { CustomerRow } from '#shared/domain/plan/facts/plan-rows.ts';
import type { Db } from '../../db/database.ts';
import { rootsJson } from '../merged.ts';

/** The live customers of the books, each with what all touches there ever were say; as `customer_activity` of a device. */
export async function loadCustomerRows(
  db: Db,
  { companyId, personId, bookIds }: { companyId: string; personId: string; bookIds: readonly string[] },
  roots: ReadonlyMap<string, string>,
): Promise<CustomerRow[]> {
  const books = sql`${[...bookIds]}::uuid[]`;
  const found = await sql<CustomerRow>`
    with root as (select * from json_to_recordset(${rootsJson(roots)}::json) as given(id uuid, root uuid)),
    own as (
      select coalesce(r.root, t.customer_id) as customer_id, t.id, t.kind, t.touch_class, t.happened_at, t.replied,
        t.plan_item_id
      from touch t left join root r on r.id = t.customer_id
      where t.scope_id = any(${books}) and t.deleted_at is null),
    done as materialized (
      select t.customer_id, t.id, t.kind, t.touch_class, t.happened_at, t.replied, t.plan_item_id,
        max(t.happened_at) filter (where t.replied) over w as last_reply_at,
        max(t.happened_at) filter (where t.touch_class = 'promo') over w as last_promo_at
      from own t window w as (partition by t.customer_id)),
    activity as (
      select customer_id, max(last_reply_at) as last_reply_at,
        max(happened_at) filter (where kind in ('chat', 'call', 'visit')) as last_contact_at,
        max(happened_at) filter (where kind = 'comment') as last_comment_at,
        count(*) filter (where replied = false and happened_at > coalesce(last_reply_at, '')) as unanswered,
        count(*) filter (where touch_class = 'care' and kind <> 'like'
          and happened_at > coalesce(last_promo_at, '')) as care_since
      from done group by customer_id),
    newest as (
      select distinct on (customer_id) customer_id, plan_item_id from done where kind <> 'like'
      order by customer_id, happened_at desc, id desc)
    select c.id, c.scope_id as book_id, c.tier, c.trust_stage, c.source, c.intent, c.intent_at, c.status, c.consent,
      c.added_on, c.birthday_on, c.city, c.quiet_from, c.quiet_to, c.is_legal_hold, c.next_on, c.next_set_at,
      a.last_contact_at, a.last_comment_at,
      a.last_reply_at, coalesce(a.unanswered, 0)::int8 as unanswered, coalesce(a.care_since, 0)::int8 as care_since,
      i.kind as last_item_kind,
      nullif(greatest(coalesce(c.received_at, ''),
        case when c.created_at < b.received_at then b.received_at else '' end), '') as received_at
    from customer c
    left join activity a on a.customer_id = c.id
    left join newest n on n.customer_id = c.id
    left join plan_item i on i.scope_id = ${personId}::uuid and i.id = n.plan_item_id
    left join book b on b.scope_id = ${companyId}::uuid and b.id = c.scope_id
    where c.scope_id = any(${books}) and c.deleted_at is null
    order by c.id
  `.execute(db);
  return found.rows;
}
