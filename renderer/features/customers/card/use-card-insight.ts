import { useQuery } from '@tanstack/react-query';
import { useOrpc } from '../../../platform/api-context.tsx';

/** What is worked out from the rows of the card; comes a moment after it. */
export function useCardInsight(customerId: string) {
  const orpc = useOrpc();
  return useQuery({
    ...orpc.customer.insight.queryOptions({ input: { customerId } }),
    placeholderData: (former) => former,
  });
}
