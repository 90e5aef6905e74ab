/** The dictionary with how many customers carry each tag, and what a merge of two would do. */
import { sql, type RawBuilder } from 'kysely';
import type { z } from 'zod';
import { dateOf } from '#shared/domain/calendar.ts';
import { tagsAskedBy } from '#shared/domain/segment/audience.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type {
  tagDictionaryResponse,
  TagLine,
  tagMergePreviewRequest,
  tagMergePreviewResponse,
} from '#shared/protocol/tag.ts';
import type { Db } from '../db/database.ts';

import { listBooks, requireList } from './admin-list.ts';
import { loadRoots, rootsJson } from './merged.ts';
import { loadTagNames } from './plan/tag-names.ts';
import type { Principal } from './principal.ts';
import { Refusal } from './refusal.ts';

interface Parts {
  db: Db;
  clock: Clock;
}

export async function listDictionary(
  { db, clock }: Parts,
  principal: Principal,
): Promise<z.infer<typeof tagDictionaryResponse>> {
  requireList(principal, 'tag');
  const { companyId } = principal;
  const carried = await carriedTags(db, companyId, dateOf(clock.now()));
  const tags = await sql<TagLine>`
    with carried as (${carried}),
      used as (select tag_id, count(distinct customer_id)::int8 as customers from carried group by tag_id)
    select t.id, t.version, t.name, t.group_name, t.ordinal, t.is_exclusive, t.valid_days, t.asks_reason, t.retired_at,
      t.merged_into_id, t.former_names, coalesce(used.customers, 0) as customers
    from tag t left join used on used.tag_id = t.id
    where t.scope_id = ${companyId}::uuid and t.deleted_at is null order by t.ordinal, t.name, t.id
  `.execute(db);
  return { tags: tags.rows };
}

export async function previewTagMerge(
  { db, clock }: Parts,
  principal: Principal,
  { id, intoId }: z.infer<typeof tagMergePreviewRequest>,
): Promise<z.infer<typeof tagMergePreviewResponse>> {
  requireList(principal, 'tag');
  const { companyId } = principal;
  const found = await db
    .selectFrom('tag')
    .select('id')
    .where('scopeId', '=', companyId)
    .where('deletedAt', 'is', null)
    .where('mergedIntoId', 'is', null)
    .where('id', 'in', [id, intoId])
    .execute();
  if (found.length < new Set([id, intoId]).size) throw new Refusal('NOT_FOUND', 'no such tag');
  const carried = await carriedTags(db, companyId, dateOf(clock.now()));
  const [figures] = (
    await sql<Omit<z.infer<typeof tagMergePreviewResponse>, 'offers'>>`
      with carried as (${carried}),
        own as (select distinct customer_id from carried where tag_id = ${id}::uuid),
        other as (
          select distinct c.customer_id from carried c
          join tag t on t.scope_id = ${companyId}::uuid and t.id = c.tag_id
          join tag i on i.scope_id = t.scope_id and i.id = ${intoId}::uuid
          where i.is_exclusive and t.group_name = i.group_name and t.id not in (${id}::uuid, ${intoId}::uuid))
      select count(*)::int8 as customers,
        count(*) filter (where customer_id in (select customer_id from carried where tag_id = ${intoId}::uuid))::int8
          as both,
        count(*) filter (where customer_id in (select customer_id from other))::int8 as others
      from own
    `.execute(db)
  ).rows;
  return { ...figures!, offers: await countOffers(db, companyId, id) };
}

/** Offers meant for that tag, by itself or in the conditions of whom they are for; under whatever name they know it. */
async function countOffers(db: Db, companyId: string, tagId: string): Promise<number> {
  const offers = await db
    .selectFrom('content_item')
    .select(['offerTag', 'offerFor'])
    .where('scopeId', '=', companyId)
    .where('deletedAt', 'is', null)
    .where((its) => its.or([its('offerTag', '<>', ''), its('offerFor', 'is not', null)]))
    .execute();
  const { byName } = await loadTagNames(db, companyId);
  return offers.filter(({ offerTag, offerFor }) =>
    [offerTag, ...(offerFor ? tagsAskedBy([offerFor.segment]) : [])].some(
      (name) => byName(name)?.id === tagId,
    ),
  ).length;
}

/** Customer and tag, as the dictionary sees them on that day; a card that became part of another counts there. */
async function carriedTags(db: Db, companyId: string, on: string): Promise<RawBuilder<unknown>> {
  const bookIds = (await listBooks(db, companyId)).map((book) => book.id);
  const roots = await loadRoots(db, bookIds);
  return sql`
    select coalesce(root.root, t.customer_id) as customer_id, coalesce(d.merged_into_id, d.id) as tag_id
    from customer_tag t
    join tag d on d.scope_id = ${companyId}::uuid and d.id = t.tag_id and d.deleted_at is null
    left join json_to_recordset(${rootsJson(roots)}::json) as root(id uuid, root uuid) on root.id = t.customer_id
    join customer c on c.scope_id = t.scope_id and c.id = coalesce(root.root, t.customer_id) and c.deleted_at is null
    where t.scope_id = any(${bookIds}::uuid[]) and t.deleted_at is null
      and (t.expires_on is null or t.expires_on >= ${on})`;
}
