/** The lines of the customer list, filtered and sorted, and how many a saved view would show. */
import type { CustomerLine } from '#shared/contract/customer.ts';
import { dateOf } from '#shared/domain/calendar.ts';
import type { CustomerFilter, CustomerSort } from '#shared/domain/list-view.ts';
import { lastTierCheck } from '#shared/domain/plan/tier-check.ts';
import { isInSegment, segmentDayOf, withTags, type SegmentDay } from '#shared/domain/segment/segment.ts';
import type { CoreContext } from '../core-context.ts';
import { loadDictionaryNames, loadSettings } from '../db/repository/company-data.ts';
import { listTierMoves } from '../db/repository/tier.ts';
import { listBookOf, type ListEntry } from './list-book.ts';
import { createListSearch, type ListSearch } from './list-search.ts';

/** Further down nobody reads why somebody was found. */
const shownHits = 300;

export function createCustomerListService(context: CoreContext) {
  const { db, clock } = context;
  const book = listBookOf(db, clock);
  const find = createListSearch(db);

  /** The entries must be up to date: what is searched for is found in what they were made from. */
  function matching(
    filter: CustomerFilter,
    entries: readonly ListEntry[],
  ): { found: ListEntry[]; search: ListSearch } {
    const on = dateOf(clock.now());
    const search = find(filter.search);
    const { meantBy } = filter.tags || filter.segment ? loadDictionaryNames(db) : { meantBy: String };
    const conditions = conditionsOf(filter, on, segmentDayOf(clock.now(), on), meantBy);
    if (filter.tierMoved) {
      const moves = listTierMoves(db, lastTierCheck(clock.now(), loadSettings(db)).at);
      const moved = new Set(moves.map(({ customerId }) => customerId));
      conditions.push(({ line }) => moved.has(line.id));
    }
    const found = entries.filter(
      (entry) => (!search.ids || search.ids.has(entry.line.id)) && conditions.every((holds) => holds(entry)),
    );
    return { found, search };
  }

  return {
    list(
      filter: CustomerFilter,
      sort: CustomerSort,
      then: readonly CustomerSort[] = [],
      withFacts = false,
    ): { lines: CustomerLine[]; total: number; isPartial: boolean } {
      const all = book.sorted([sort, ...then], filter.search !== undefined);
      const pending = context.pendingIds('customer');
      const { found, search } = matching(filter, all);
      const hits = search.hits(found.slice(0, shownHits).map(({ line }) => line.id));
      const lines = found.map(({ line }) => {
        const hit = hits.get(line.id) ?? null;
        return hit || pending.has(line.id) ? { ...line, hit, pending: pending.has(line.id) } : line;
      });
      if (withFacts) {
        const facts = book.facts();
        for (const [at, line] of lines.entries()) {
          const own = facts.get(line.id);
          if (own) lines[at] = { ...line, facts: own };
        }
      }
      const total = all.reduce((count, { isDeleted }) => (isDeleted ? count : count + 1), 0);
      return { lines, total, isPartial: search.isPartial };
    },

    count: (filter: CustomerFilter): number =>
      matching(filter, book.sorted([], filter.search !== undefined)).found.length,
  };
}

type Condition = (entry: ListEntry) => boolean;

function conditionsOf(
  filter: CustomerFilter,
  on: string,
  day: SegmentDay,
  meantBy: (name: string) => string,
): Condition[] {
  const { tiers, statuses, due } = filter;
  // Kept under the names of then; a tag may be called otherwise now.
  const tags = filter.tags?.map(meantBy);
  const segment = filter.segment && withTags(filter.segment, meantBy);
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
