import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { isFactColumn } from '#shared/domain/list-view.ts';
import { useOrpc } from '../../../platform/api-context.tsx';
import { useCustomerList } from '../../../stores/customer-list.ts';

/** The lines the list shows; while a new filter is being answered, the former lines stay. */
export function useCustomerLines() {
  const orpc = useOrpc();
  const filter = useCustomerList((state) => state.filter);
  const sort = useCustomerList((state) => state.sort);
  const ties = useCustomerList((state) => state.ties);
  const withFacts = useCustomerList((state) => state.columns.some(isFactColumn));
  return useQuery(
    orpc.customer.list.queryOptions({
      input: { filter, sort, ties: [...ties], ...(withFacts && { withFacts }) },
      placeholderData: keepPreviousData,
      // Comparing 20,000 lines with their former selves costs more than drawing the thirty that show.
      structuralSharing: false,
    }),
  );
}
