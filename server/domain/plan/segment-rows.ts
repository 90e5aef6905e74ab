/** As a device reads them (electron/core/db/repository/segment-rows.ts); see shared/domain/plan/facts/segment.ts. */
import { sql, type RawBuilder } from 'kysely';
import type { PlanRows } from '#shared/domain/plan/facts/plan-rows.ts';
import { asksForOrders, tagsAskedBy } from '#shared/domain/segment/audience.ts';
import type { Segment } from '#shared/domain/segment/segment.ts';
import { tagCarriers } from './tag-carrier.ts';

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
        : await read(tagCarriers({ companyId, planOn, books, root }, sql`= any(${names}::text[])`)),
    segmentOrders: asksForOrders(segments)
      ? await read(sql<PlanRows['segmentOrders'][number]>`
          select coalesce(root.root, o.customer_id) as customer_id, count(*)::int8 as orders,
            sum(o.paid_fen)::int8 as paid_fen
          from customer_order o left join ${root} on root.id = o.customer_id
          where o.scope_id = any(${books}) and o.deleted_at is null group by 1`)
      : [],
  };
}
