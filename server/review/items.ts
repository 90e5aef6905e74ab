/** `POST /v1/review/items`: one rep's day, item by item, with what was written and done. */
import { sql } from 'kysely';
import { addDays, startOfDate } from '#shared/domain/calendar.ts';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import type { ReviewItems } from '#shared/protocol/review.ts';
import type { Db } from '../db/database.ts';
import { isKept, onStandingCards } from '../domain/merged.ts';
import type { Principal } from '../domain/principal.ts';
import { reachedBooks } from './reached-book.ts';
import { listReviewedPeople } from './reviewed-people.ts';

const maxEntries = 500;

export async function reviewItems(
  { db, clock }: { db: Db; clock: Clock },
  principal: Principal,
  request: { personId: string; on: string },
): Promise<ReviewItems> {
  const { personId, on } = request;
  await listReviewedPeople(db, principal, { personId });
  const { companyId } = principal;
  const items = await sql<ReviewItems['items'][number]>`
    select i.id, i.customer_id, coalesce(c.name, '') as customer_name, coalesce(c.tier, '') as tier, i.kind,
      i.status, coalesce(i.status = 'done' and i.status_at > i.late_after_at, false) as is_late, i.status_at,
      i.skip_reason, i.displaced_at is not null and i.status <> 'done' as is_displaced,
      i.off_code is not null and i.status <> 'done' as is_taken_off,
      i.reasons::text like '%"overload"%' as is_overload
    from plan_item i
    left join lateral (
      select c.name, c.tier from (${reachedBooks(companyId, [personId])}) as h
      join customer c on c.scope_id = h.book_id and c.id = i.customer_id
      order by c.scope_id = i.book_id desc limit 1) as c on true
    where i.scope_id = ${personId} and i.plan_on = ${on} and i.deleted_at is null
    order by i.ordinal, i.id
  `.execute(db);
  const plan = await db
    .selectFrom('plan')
    .select('reflection')
    .where('scopeId', '=', personId)
    .where('planOn', '=', on)
    .where('deletedAt', 'is', null)
    .orderBy('builtAt', 'desc')
    .executeTakeFirst();
  const books = await sql<{ bookId: string }>`
    select distinct book_id from (${reachedBooks(companyId, [personId])}) as h
  `.execute(db);
  const bookIds = books.rows.map(({ bookId }) => bookId);
  return {
    items: await onStandingCards(db, bookIds, items.rows),
    entries: await onStandingCards(db, bookIds, await listEntries(db, companyId, personId, on)),
    reflection: plan?.reflection ?? '',
    asOf: instantOf(clock),
  };
}

async function listEntries(
  db: Db,
  companyId: string,
  personId: string,
  on: string,
): Promise<ReviewItems['entries']> {
  const start = startOfDate(on);
  const end = startOfDate(addDays(on, 1));
  const written = (
    table: 'note' | 'touch',
    kind: ReturnType<typeof sql>,
    evidence: ReturnType<typeof sql>,
    item: ReturnType<typeof sql>,
    more = sql``,
  ) => sql`
    select w.id, w.customer_id, ${kind} as kind, w.body, w.happened_at, w.scope_id, ${evidence} as evidence, ${item} as plan_item_id
    from ${sql.table(table)} as w
    where w.scope_id in (select book_id from (${reachedBooks(companyId, [personId])}) as h)
      and w.created_by = ${personId} and w.deleted_at is null
      and w.happened_at >= ${start} and w.happened_at < ${end}${more}`;
  const entries = await sql<ReviewItems['entries'][number]>`
    select w.id, w.customer_id, c.name as customer_name, w.kind, w.body, w.happened_at as at, w.evidence, w.plan_item_id,
      coalesce((
        select json_agg(json_build_object('id', a.id, 'name', a.name, 'mime', a.mime, 'size', a.size, 'width', a.width,
          'height', a.height) order by a.created_at, a.id)
        from attachment a where a.scope_id = w.scope_id and a.customer_id = w.customer_id and a.owner_kind = 'touch'
          and a.owner_id = w.id and a.deleted_at is null), '[]'::json) as files
    from (${written('note', sql`'note'`, sql`''`, sql`null`, sql` and w.origin = 'rep'`)} union all ${written('touch', sql`w.kind`, sql`w.evidence`, sql`w.plan_item_id`)}) as w
    join customer c on c.scope_id = w.scope_id and c.id = w.customer_id and ${isKept('c')}
    order by w.happened_at desc, w.id desc limit ${maxEntries}
  `.execute(db);
  return entries.rows;
}
