/**
 * Orders of the customer list. Ties and missing values are settled by name, then id, so that a list never jumps. For each
 * column the book is kept in its order and put right after changes, which costs hardly more than looking through it.
 */
import { tiers, trustStages } from '#shared/domain/entity/book.ts';
import type { ListFacts } from '#shared/contract/customer.ts';
import type { CustomerSort } from '#shared/domain/list-view.ts';
import type { ListEntry } from './list-book.ts';

type Column = CustomerSort['by'];
type Key = string | number | null;

const tierRank = new Map<string, number>(tiers.map((tier, rank) => [tier, rank]));

const trustRank = new Map<string, number>(trustStages.map((stage, rank) => [stage, rank]));

/** Chinese by pinyin; names have their own key, made with surname readings. */
const collator = new Intl.Collator('zh-CN');

export interface ListOrders {
  /** The entries of the book by name, whenever some were added, replaced or taken away. */
  changed(byName: readonly ListEntry[]): void;
  /** All entries; the first decides, the next ones settle ties. Missing values come last in both directions. */
  sorted(sorts: readonly CustomerSort[]): readonly ListEntry[];
}

export function byName(a: ListEntry, b: ListEntry): number {
  return compare(a.sortKey, b.sortKey) || compare(a.line.id, b.line.id);
}

export function createListOrders(factsOf: (entry: ListEntry) => ListFacts | undefined): ListOrders {
  let entries: readonly ListEntry[] = [];
  /** The place of each entry in `entries`. */
  let places = new Map<ListEntry, number>();
  const ranksOf = new Map<Column, Ranks>();
  const sortedOf = new Map<Column, readonly ListEntry[]>();
  let texts = { company: createTextOrder(), city: createTextOrder() };
  const keyOf = (column: Column): ((entry: ListEntry) => Key) =>
    column === 'company' || column === 'city'
      ? ({ line }) => texts[column].rankOf(line[column])
      : column in factKeys
        ? (entry) => factKeys[column as FactSort](factsOf(entry))
        : keys[column as Exclude<Column, 'company' | 'city' | FactSort>];

  function ranks(column: Column): Ranks {
    const known = ranksOf.get(column);
    if (known) return known;
    if (column === 'company' || column === 'city') texts[column].add(entries, column);
    const key = keyOf(column);
    const former = (sortedOf.get(column) ?? []).filter((entry) => places.has(entry));
    const isKnown = former.length === entries.length ? undefined : new Set(former);
    const order = isKnown ? [...former, ...entries.filter((entry) => !isKnown.has(entry))] : former;
    order.sort((a, b) => compareKeys(key(a), key(b)));
    sortedOf.set(column, order);
    const own = rankedBy(order, key, places);
    ranksOf.set(column, own);
    return own;
  }

  return {
    changed(byNameNow) {
      entries = byNameNow;
      places = new Map(entries.map((entry, place) => [entry, place]));
      ranksOf.clear();
      if (entries.length > 0) return;
      sortedOf.clear();
      texts = { company: createTextOrder(), city: createTextOrder() };
    },
    sorted(sorts) {
      let order: Uint32Array = Uint32Array.from(entries, (_, place) => place);
      // The last tie-breaker first: each further order keeps what it leaves equal as it is.
      for (const { by, direction } of sorts.toReversed())
        order = inOrderOf(ranks(by), order, direction === 'desc');
      return Array.from(order, (place) => entries[place]!);
    },
  };
}

/** By place: 0 for a missing value, else from 1 on, equal keys with equal ranks. */
interface Ranks {
  of: Uint32Array;
  highest: number;
}

function rankedBy(
  order: readonly ListEntry[],
  keyOf: (entry: ListEntry) => Key,
  places: ReadonlyMap<ListEntry, number>,
): Ranks {
  const of = new Uint32Array(order.length);
  let highest = 0;
  let last: Key = null;
  for (const entry of order) {
    const key = keyOf(entry);
    if (key === null) continue;
    if (highest === 0 || key !== last) highest += 1;
    last = key;
    of[places.get(entry)!] = highest;
  }
  return { of, highest };
}

/** A counting sort, which keeps the order of equals. */
function inOrderOf({ of, highest }: Ranks, order: Uint32Array, isDescending: boolean): Uint32Array {
  const bucketOf = (place: number) => {
    const rank = of[place]!;
    return rank === 0 ? highest : isDescending ? highest - rank : rank - 1;
  };
  const starts = new Uint32Array(highest + 2);
  for (const place of order) starts[bucketOf(place) + 1]! += 1;
  for (let bucket = 1; bucket < starts.length; bucket++) starts[bucket]! += starts[bucket - 1]!;
  const sorted = new Uint32Array(order.length);
  for (const place of order) {
    const bucket = bucketOf(place);
    sorted[starts[bucket]!] = place;
    starts[bucket]! += 1;
  }
  return sorted;
}

/** Collating each different text once is much cheaper than collating in every comparison. */
function createTextOrder() {
  const known = new Set<string>();
  let texts: string[] = [];
  let rank = new Map<string, number>();
  return {
    add(entries: readonly ListEntry[], column: 'company' | 'city'): void {
      const before = known.size;
      for (const { line } of entries) if (line[column] !== '') known.add(line[column]);
      if (known.size === before) return;
      texts = [...texts, ...[...known].slice(before)].sort(collator.compare);
      rank = new Map(texts.map((text, at) => [text, at]));
    },
    rankOf: (text: string): number | null => rank.get(text) ?? null,
  };
}

type FactSort = keyof typeof factKeys;

/** Nothing to count is no value: those who have some come first. */
const factKeys = {
  lastOrderOn: (facts: ListFacts | undefined) => facts?.lastOrderOn ?? null,
  openPromises: (facts: ListFacts | undefined) => facts?.openPromises || null,
  keyDateOn: (facts: ListFacts | undefined) => facts?.keyDate?.on ?? null,
  household: (facts: ListFacts | undefined) => facts?.household || null,
  portrait: (facts: ListFacts | undefined) => facts?.portrait ?? null,
} as const satisfies Partial<Record<Column, (facts: ListFacts | undefined) => Key>>;

const keys: Record<Exclude<Column, 'company' | 'city' | FactSort>, (entry: ListEntry) => Key> = {
  name: ({ sortKey }) => sortKey,
  tier: ({ line }) => tierRank.get(line.tier) ?? null,
  trustStage: ({ line }) => trustRank.get(line.trustStage) ?? null,
  addedOn: ({ line }) => line.addedOn,
  lastTouchAt: ({ line }) => line.lastTouchAt,
  nextTouchOn: ({ line }) => line.nextTouchOn,
};

function compareKeys(a: Key, b: Key): number {
  if (a === b) return 0;
  if (a === null) return 1;
  if (b === null) return -1;
  return a < b ? -1 : 1;
}

export function latest(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
