/** Who a SOP for a saved view would be for (practices.md C03): counted before it is published, admins hold no customers. */
import { sql, type RawBuilder } from 'kysely';
import { dateOf } from '#shared/domain/calendar.ts';
import type { Customer } from '#shared/domain/entity/book.ts';
import { isInSegment, segmentDayOf, withTags } from '#shared/domain/segment/segment.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { SopAudienceCount, SopAudienceRequest } from '#shared/protocol/sop.ts';
import type { Db } from '../db/database.ts';
import { listBooks, requireList } from './admin-list.ts';
import { loadRoots, rootsJson } from './merged.ts';
import { loadSegmentRows } from './plan/segment-rows.ts';
import { loadTagNames } from './plan/tag-names.ts';
import type { Principal } from './principal.ts';

type Row = Pick<Customer, 'id' | 'tier' | 'trustStage' | 'status' | 'source' | 'city' | 'addedOn'>;

/** Of the customers of the company whom a SOP may reach at all: active ones who want to hear from us. */
export async function countSopAudience(
  { db, clock }: { db: Db; clock: Clock },
  principal: Principal,
  request: SopAudienceRequest,
): Promise<SopAudienceCount> {
  requireList(principal, 'sop');
  const { companyId } = principal;
  const now = clock.now();
  const planOn = dateOf(now);
  const bookIds = (await listBooks(db, companyId)).map(({ id }) => id);
  const books = sql`${bookIds}::uuid[]`;
  const roots = rootsJson(await loadRoots(db, bookIds));
  const { meantBy } = await loadTagNames(db, companyId);
  const segment = withTags(request.segment, meantBy);
  const read = async <T>(query: RawBuilder<T>) => (await query.execute(db)).rows;
  const { segmentTags, segmentOrders } = await loadSegmentRows(read, [segment], {
    companyId,
    planOn,
    books,
    root: sql`json_to_recordset(${roots}::json) as root(id uuid, root uuid)`,
  });
  const tags = Map.groupBy(segmentTags, ({ customerId }) => customerId);
  const sums = new Map(segmentOrders.map((own) => [own.customerId, own]));
  const customers = await read(sql<Row>`
    select id, tier, trust_stage, status, source, city, added_on from customer
    where scope_id = any(${books}) and deleted_at is null and status = 'active' and consent <> 'none'`);
  const day = segmentDayOf(now, planOn);
  const meant = customers.filter(({ id, ...row }) => {
    const { orders = 0, paidFen = 0 } = sums.get(id) ?? {};
    const facts = { ...row, orders, paidFen, lastTouchAt: null, nextTouchOn: null };
    return isInSegment(segment, { ...facts, tags: (tags.get(id) ?? []).map(({ name }) => name) }, day);
  });
  return { customers: meant.length, of: customers.length };
}
