/** What the rep last asked of the customer list. Survives navigation, not a reload: a search may hold a name. */
import type { CustomerFilter, CustomerSort, ListColumn } from '#shared/domain/list-view.ts';
import { create } from 'zustand';

interface CustomerListState {
  filter: CustomerFilter;
  sort: CustomerSort;
  selectedId: string | undefined;
}

const initial: CustomerListState = {
  filter: {},
  sort: { by: 'nextTouchOn', direction: 'asc' },
  selectedId: undefined,
};

export const useCustomerList = create<CustomerListState>(() => initial);

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

export function setCustomerSort(sort: CustomerSort): void {
  useCustomerList.setState({ sort });
}

export function selectCustomer(id: string | undefined): void {
  useCustomerList.setState({ selectedId: id });
}

export function resetCustomerList(): void {
  useCustomerList.setState(initial);
  scrollTop = 0;
}

export function isFiltered(filter: CustomerFilter): boolean {
  return Object.keys(filter).length > 0;
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
