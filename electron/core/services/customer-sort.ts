/** Orders of the customer list. Ties and missing values are settled by name, then id, so that a list never jumps. */
import type { CustomerLine } from '#shared/contract/customer.ts';
import type { CustomerSort } from '#shared/domain/list-view.ts';
import { tiers, trustStages } from '#shared/domain/entity/book.ts';

export interface SortableLine {
  line: CustomerLine;
  /** Orders names by pinyin. */
  sortKey: string;
}

const tierRank = new Map<string, number>(tiers.map((tier, rank) => [tier, rank]));

const trustRank = new Map<string, number>(trustStages.map((stage, rank) => [stage, rank]));

/** Chinese by pinyin; names have their own key, made with surname readings. */
const collator = new Intl.Collator('zh-CN');

/** The first decides, the next ones settle ties. Missing values come last in both directions. */
export function sortLines(lines: SortableLine[], sorts: readonly CustomerSort[]): CustomerLine[] {
  const orders = sorts.map(({ by, direction }) => ({
    sign: direction === 'asc' ? 1 : -1,
    keyOf: by === 'company' || by === 'city' ? rankOf(lines, by) : keys[by],
  }));
  const keyed = lines.map((sortable) => ({ ...sortable, keys: orders.map(({ keyOf }) => keyOf(sortable)) }));
  keyed.sort((a, b) => {
    for (let n = 0; n < orders.length; n++) {
      const [left, right] = [a.keys[n]!, b.keys[n]!];
      if (left === right) continue;
      if (left === null) return 1;
      if (right === null) return -1;
      return left < right ? -orders[n]!.sign : orders[n]!.sign;
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
  trustStage: ({ line }) => trustRank.get(line.trustStage) ?? null,
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
