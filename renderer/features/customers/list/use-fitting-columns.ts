import { type RefObject, useLayoutEffect, useMemo, useState } from 'react';
import type { ListColumn } from '#shared/domain/list-view.ts';
import { useCustomerList } from '../../../stores/customer-list.ts';
import { fittingColumns } from './list-grid.ts';

/** The chosen columns that have room in the list, whose width follows window, card and filters. */
export function useFittingColumns(list: RefObject<HTMLElement | null>): readonly ListColumn[] {
  const chosen = useCustomerList((state) => state.columns);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setWidth(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, [list]);
  return useMemo(() => fittingColumns(chosen, width), [chosen, width]);
}
