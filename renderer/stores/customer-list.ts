/**
 * What the rep last asked of the customer list. Survives navigation, not a reload: a search may hold a name. Only which
 * columns are shown, and in what order, stays on this device.
 */
import type { CustomerFilter, CustomerSort, ListColumn } from '#shared/domain/list-view.ts';
import { create } from 'zustand';
import { persist } from 'zustand/middleware';

interface CustomerListState {
  filter: CustomerFilter;
  sort: CustomerSort;
  /** Settle ties of `sort`, in this order. */
  ties: readonly CustomerSort[];
  columns: readonly ListColumn[];
  selectedId: string | undefined;
  /** Picked for one change to all of them; in the order of picking. */
  picked: ReadonlySet<string>;
}

const initial: CustomerListState = {
  filter: {},
  sort: { by: 'nextTouchOn', direction: 'asc' },
  ties: [],
  columns: ['tags', 'tier', 'last', 'next'],
  selectedId: undefined,
  picked: new Set(),
};

export const useCustomerList = create<CustomerListState>()(
  persist(() => initial, { name: 'rapport.columns', partialize: ({ columns }) => ({ columns }) }),
);

/** Where the list was scrolled to. Outside the store: it changes on every frame, and nothing is drawn from it. */
let scrollTop = 0;
export const listPosition = {
  get: (): number => scrollTop,
  set: (top: number): void => {
    scrollTop = top;
  },
};

/** Sets filter fields; empty ones are dropped, so that equal filters are equal queries. */
export function setCustomerFilter(change: CustomerFilter): void {
  useCustomerList.setState((state) => ({ filter: compact({ ...state.filter, ...change }) }));
}

export function clearCustomerFilter(): void {
  useCustomerList.setState({ filter: {} });
}

/** A field that becomes the first is no longer one of the next. */
export function setCustomerSort(sort: CustomerSort): void {
  useCustomerList.setState(({ ties }) => ({ sort, ties: ties.filter(({ by }) => by !== sort.by) }));
}

export function setCustomerThen(ties: readonly CustomerSort[]): void {
  useCustomerList.setState({ ties });
}

export function sortsOf({ sort, ties }: Pick<CustomerListState, 'sort' | 'ties'>): CustomerSort[] {
  return [sort, ...ties];
}

export function setListColumns(columns: readonly ListColumn[]): void {
  useCustomerList.setState({ columns });
}

/** Shown or not; a new one comes last. */
export function toggleListColumn(column: ListColumn): void {
  useCustomerList.setState(({ columns }) => ({ columns: toggled(columns, column) }));
}

/** One place earlier or later among those that are shown. */
export function moveListColumn(column: ListColumn, step: -1 | 1): void {
  const { columns } = useCustomerList.getState();
  const [from, other] = [columns.indexOf(column), columns[columns.indexOf(column) + step]];
  if (from === -1 || other === undefined) return;
  setListColumns(columns.with(from, other).with(from + step, column));
}

/** A saved view takes the place of everything asked before. */
export function setListView(view: {
  filter: CustomerFilter;
  sorts: readonly CustomerSort[];
  columns: readonly ListColumn[];
}): void {
  const [sort = initial.sort, ...ties] = view.sorts;
  useCustomerList.setState({ filter: compact(view.filter), sort, ties, columns: view.columns });
}

export function pickCustomers(ids: Iterable<string>): void {
  useCustomerList.setState({ picked: new Set(ids) });
}

export function togglePicked(id: string): void {
  useCustomerList.setState(({ picked }) => {
    const next = new Set(picked);
    if (!next.delete(id)) next.add(id);
    return { picked: next };
  });
}

/** Adds a stretch of the list. */
export function pickMore(ids: readonly string[]): void {
  useCustomerList.setState(({ picked }) => ({ picked: new Set([...picked, ...ids]) }));
}

export function selectCustomer(id: string | undefined): void {
  useCustomerList.setState({ selectedId: id });
}

export function resetCustomerList(): void {
  const { columns } = useCustomerList.getState();
  useCustomerList.setState({ ...initial, columns });
  scrollTop = 0;
}

export function isFiltered(filter: CustomerFilter): boolean {
  return Object.keys(filter).length > 0;
}

/** Whether they ask the same, in whatever order their parts were chosen or kept. */
export function isSameFilter(a: CustomerFilter, b: CustomerFilter): boolean {
  return inOrder(a) === inOrder(b);
}

function inOrder(filter: CustomerFilter): string {
  return JSON.stringify(filter, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/** Adds the value where it is missing, removes it where it is there. */
export function toggled<T>(values: readonly T[] | undefined, value: T): T[] {
  const present = values ?? [];
  return present.includes(value) ? present.filter((each) => each !== value) : [...present, value];
}

function compact(filter: CustomerFilter): CustomerFilter {
  const entries = Object.entries(filter).filter(
    ([, value]) =>
      value !== undefined && value !== false && value !== '' && !(Array.isArray(value) && !value.length),
  );
  return Object.fromEntries(entries);
}
