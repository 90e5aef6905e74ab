/** The lines of the customer list, filtered and sorted, and how many a saved view would show. */
import type { CustomerLine } from '#shared/contract/customer.ts';
import { addDays, dateOf, dayMs, instantAt } from '#shared/domain/calendar.ts';
import type { CustomerFilter, CustomerSort } from '#shared/domain/list-view.ts';
import { isInSegment, type SegmentDay } from '#shared/domain/segment/segment.ts';
import type { CoreContext } from '../core-context.ts';
import { findBySearch } from '../db/repository/customer-list.ts';
import { listBookOf, type ListEntry } from './list-book.ts';

export function createCustomerListService(context: CoreContext) {
  const { db, clock } = context;
  const book = listBookOf(db, clock);

  function matching(filter: CustomerFilter, entries: readonly ListEntry[]): ListEntry[] {
    const on = dateOf(clock.now());
    const found = findBySearch(db, filter.search);
    const conditions = conditionsOf(filter, on, dayAt(clock.now(), on));
    return entries.filter(
      (entry) => (!found || found.has(entry.line.id)) && conditions.every((holds) => holds(entry)),
    );
  }

  return {
    list(
      filter: CustomerFilter,
      sort: CustomerSort,
      then: readonly CustomerSort[] = [],
    ): { lines: CustomerLine[]; total: number } {
      const all = book.sorted([sort, ...then]);
      const pending = context.pendingIds('customer');
      const lines = matching(filter, all).map(({ line }) =>
        pending.has(line.id) ? { ...line, pending: true } : line,
      );
      return { lines, total: all.reduce((count, { isDeleted }) => (isDeleted ? count : count + 1), 0) };
    },

    count: (filter: CustomerFilter): number => matching(filter, book.sorted([])).length,
  };
}

type Condition = (entry: ListEntry) => boolean;

function conditionsOf(filter: CustomerFilter, on: string, day: SegmentDay): Condition[] {
  const { tiers, statuses, tags, due, segment } = filter;
  const isDeleted = filter.deleted ?? false;
  const conditions: Condition[] = [(entry) => entry.isDeleted === isDeleted];
  if (tiers?.length) conditions.push(({ line }) => tiers.includes(line.tier));
  if (statuses?.length) conditions.push(({ line }) => statuses.includes(line.status));
  if (tags?.length) conditions.push(({ line }) => tags.every((tag) => line.tags.includes(tag)));
  if (due) conditions.push(({ line }) => line.nextTouchOn !== null && line.nextTouchOn <= on);
  if (segment) {
    conditions.push(({ line, source, orders, paidFen }) =>
      isInSegment(segment, { ...line, source, orders, paidFen }, day),
    );
  }
  return conditions;
}

function dayAt(nowMs: number, today: string): SegmentDay {
  return {
    today,
    instantBefore: (days) => instantAt(nowMs - days * dayMs),
    dateBefore: (days) => addDays(today, -days),
  };
}
