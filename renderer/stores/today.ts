import { create } from 'zustand';

interface Today {
  /** The item the keys act on; kept while a customer's card is open. */
  selectedId: string | null;
  /** The panel open under the selected item. */
  panel: 'none' | 'done' | 'skip' | 'batch';
  settledShown: boolean;
}

export const useToday = create<Today>(() => ({ selectedId: null, panel: 'none', settledShown: false }));

export function selectItem(selectedId: string | null): void {
  useToday.setState({ selectedId, panel: 'none' });
}

export function openPanel(panel: Today['panel']): void {
  useToday.setState({ panel });
}

export function toggleSettled(): void {
  useToday.setState((state) => ({ settledShown: !state.settledShown }));
}
