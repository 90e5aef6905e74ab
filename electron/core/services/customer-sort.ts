/** Orders of the customer list. Ties and missing values are settled by name, then id, so that a list never jumps. */
import type { CustomerLine, CustomerSort } from '#shared/contract/customer.ts';
import { tiers } from '#shared/domain/entity/book.ts';

export interface SortableLine {
  line: CustomerLine;
  /** Orders names by pinyin. */
  sortKey: string;
}

const tierRank = new Map<string, number>(tiers.map((tier, rank) => [tier, rank]));

/** Chinese by pinyin; names have their own key, made with surname readings. */
const collator = new Intl.Collator('zh-CN');

/** Missing dates come last in both directions. */
export function sortLines(lines: SortableLine[], { by, direction }: CustomerSort): CustomerLine[] {
  const sign = direction === 'asc' ? 1 : -1;
  const keyOf = by === 'company' || by === 'city' ? rankOf(lines, by) : keys[by];
  const keyed = lines.map((sortable) => ({ ...sortable, key: keyOf(sortable) }));
  keyed.sort((a, b) => {
    if (a.key !== b.key) {
      if (a.key === null) return 1;
      if (b.key === null) return -1;
      return a.key < b.key ? -sign : sign;
    }
    return compare(a.sortKey, b.sortKey) || compare(a.line.id, b.line.id);
  });
  return keyed.map(({ line }) => line);
}

/** Collating each different text once is much cheaper than collating in every comparison. */
function rankOf(
  lines: readonly SortableLine[],
  by: 'company' | 'city',
): (sortable: SortableLine) => number | null {
  const texts = [...new Set(lines.map(({ line }) => line[by]))]
    .filter((text) => text !== '')
    .sort(collator.compare);
  const rank = new Map(texts.map((text, at) => [text, at]));
  return ({ line }) => rank.get(line[by]) ?? null;
}

const keys: Record<
  Exclude<CustomerSort['by'], 'company' | 'city'>,
  (sortable: SortableLine) => string | number | null
> = {
  name: ({ sortKey }) => sortKey,
  tier: ({ line }) => tierRank.get(line.tier) ?? null,
  addedOn: ({ line }) => line.addedOn,
  lastTouchAt: ({ line }) => line.lastTouchAt,
  nextTouchOn: ({ line }) => line.nextTouchOn,
};

export function latest(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
