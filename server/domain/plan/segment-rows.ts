/** As a device reads them (electron/core/db/repository/segment-rows.ts); see shared/domain/plan/facts/segment.ts. */
import { sql, type RawBuilder } from 'kysely';
import type { PlanRows } from '#shared/domain/plan/facts/plan-rows.ts';
import { asksForOrders, tagsAskedBy } from '#shared/domain/segment/audience.ts';
import type { Segment } from '#shared/domain/segment/segment.ts';

type Read = <T>(query: RawBuilder<T>) => Promise<T[]>;

interface Asked {
  companyId: string;
  planOn: string;
  /** The books, as a value of the query. */
  books: RawBuilder<unknown>;
  /** Cards that became part of another one, as a table `root`. */
  root: RawBuilder<unknown>;
}

/** @param segments with tags as the dictionary calls them now */
export async function loadSegmentRows(
  read: Read,
  segments: readonly Segment[],
  { companyId, planOn, books, root }: Asked,
): Promise<Pick<PlanRows, 'segmentTags' | 'segmentOrders'>> {
  const names = tagsAskedBy(segments);
  return {
    segmentTags:
      names.length === 0
        ? []
        : await read(sql<PlanRows['segmentTags'][number]>`
            with called as materialized (
              select d.id, coalesce(b.name, d.name) as name from tag d
              left join tag b on b.scope_id = d.scope_id and b.id = d.merged_into_id and b.deleted_at is null
              where d.scope_id = ${companyId}::uuid and d.deleted_at is null)
            select distinct coalesce(root.root, t.customer_id) as customer_id, coalesce(called.name, t.name) as name
            from customer_tag t left join ${root} on root.id = t.customer_id
            left join called on called.id = t.tag_id
            where t.scope_id = any(${books}) and t.deleted_at is null
              and (t.expires_on is null or t.expires_on >= ${planOn})
              and coalesce(called.name, t.name) = any(${names}::text[])`),
    segmentOrders: asksForOrders(segments)
      ? await read(sql<PlanRows['segmentOrders'][number]>`
          select coalesce(root.root, o.customer_id) as customer_id, count(*)::int8 as orders,
            sum(o.paid_fen)::int8 as paid_fen
          from customer_order o left join ${root} on root.id = o.customer_id
          where o.scope_id = any(${books}) and o.deleted_at is null group by 1`)
      : [],
  };
}
