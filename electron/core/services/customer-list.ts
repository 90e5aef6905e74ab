/** The lines of the customer list, filtered and sorted, and how many a saved view would show. */
import type { CustomerLine } from '#shared/contract/customer.ts';
import { addDays, dateOf, dayMs } from '#shared/domain/calendar.ts';
import type { CustomerFilter, CustomerSort } from '#shared/domain/list-view.ts';
import { nextTouchOn } from '#shared/domain/plan/next-touch.ts';
import { sopBankOf } from '#shared/domain/plan/sop/starter.ts';
import { asksFor, isInSegment, type SegmentDay } from '#shared/domain/segment/segment.ts';
import type { CoreContext } from '../core-context.ts';
import { loadSettings, loadSops } from '../db/repository/company-data.ts';
import { createCustomerIndex } from '../db/repository/customer-index.ts';
import {
  countCustomers,
  listCustomerRows,
  loadOrderSums,
  loadTagNames,
} from '../db/repository/customer-list.ts';
import { latest, sortLines, type SortableLine } from './customer-sort.ts';

const noOrders = { orders: 0, paidFen: 0 };

export function createCustomerListService(context: CoreContext) {
  const { db, clock } = context;
  const index = createCustomerIndex(db);

  function matching(filter: CustomerFilter): SortableLine[] {
    index.refresh();
    const on = dateOf(clock.now());
    const settings = loadSettings(db);
    const bank = sopBankOf(loadSops(db), settings);
    const pending = context.pendingIds('customer');
    const rows = listCustomerRows(db, filter, on);
    const tags = loadTagNames(db, rows, on);
    const { segment } = filter;
    const orders = segment && asksFor(segment, ['orders', 'paidFen']) ? loadOrderSums(db) : undefined;
    const day = dayAt(clock.now(), on);
    const lines: SortableLine[] = [];
    for (const row of rows) {
      const nextOn = nextTouchOn(row, on, bank, settings);
      if (filter.due && (nextOn === null || nextOn > on)) continue;
      const line: CustomerLine = {
        id: row.id,
        name: row.name,
        addressAs: row.addressAs,
        company: row.company,
        city: row.city,
        tier: row.tier,
        trustStage: row.trustStage,
        status: row.status,
        tags: tags.get(row.id) ?? [],
        addedOn: row.addedOn,
        lastTouchAt: latest(row.lastContactAt, row.lastCommentAt),
        nextTouchOn: nextOn,
        pending: pending.has(row.id),
      };
      if (segment) {
        const facts = { ...line, source: row.source, ...(orders?.get(row.id) ?? noOrders) };
        if (!isInSegment(segment, facts, day)) continue;
      }
      lines.push({ line, sortKey: row.sortKey });
    }
    return lines;
  }

  return {
    list(
      filter: CustomerFilter,
      sort: CustomerSort,
      then: readonly CustomerSort[] = [],
    ): { lines: CustomerLine[]; total: number } {
      return { lines: sortLines(matching(filter), [sort, ...then]), total: countCustomers(db) };
    },

    count: (filter: CustomerFilter): number => matching(filter).length,
  };
}

function dayAt(nowMs: number, today: string): SegmentDay {
  return {
    today,
    instantBefore: (days) => new Date(nowMs - days * dayMs).toISOString(),
    dateBefore: (days) => addDays(today, -days),
  };
}
