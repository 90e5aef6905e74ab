import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { CustomerCard, CustomerFields } from '#shared/contract/customer.ts';
import { useUndoToast } from '../../../components/undo-toast.tsx';
import { useOrpc } from '../../../platform/api-context.tsx';

/** How long the card before stays in view, in ms: core answers in a few, and what is gone at once is a flicker. */
const staysMs = 150;

/** `isPending`: nothing to show, neither the card asked for nor, for a moment, the one before it. */
export function useCustomerCard(customerId: string) {
  const orpc = useOrpc();
  const query = useQuery({
    ...orpc.customer.get.queryOptions({ input: { customerId } }),
    placeholderData: keepPreviousData,
  });
  const isOver = useIsOver(query.isPlaceholderData ? customerId : undefined);
  const { data, isError, error, isPlaceholderData, refetch } = query;
  const isPending = query.isPending || (isPlaceholderData && isOver);
  return {
    card: isPending ? undefined : data,
    isFormer: isPlaceholderData,
    isPending,
    isError,
    error,
    refetch,
  };
}

/** Asks for a card that is about to be opened: it comes while the page is still on its way there. */
export function usePrepareCard(): (customerId: string) => void {
  const orpc = useOrpc();
  const queryClient = useQueryClient();
  return (customerId) => {
    void queryClient.prefetchQuery(orpc.customer.get.queryOptions({ input: { customerId } }));
    void queryClient.prefetchQuery(orpc.customer.insight.queryOptions({ input: { customerId } }));
  };
}

/** True once `waitedFor` has been the same for {@link staysMs}. */
function useIsOver(waitedFor: string | undefined): boolean {
  const [over, setOver] = useState<string>();
  useEffect(() => {
    if (waitedFor === undefined) return;
    const timer = setTimeout(() => setOver(waitedFor), staysMs);
    return () => clearTimeout(timer);
  }, [waitedFor]);
  return waitedFor !== undefined && over === waitedFor;
}

/**
 * Saves profile fields and offers to take the change back. Rejects when the save failed, so that the field keeps what
 * was typed and says why.
 */
export function useSaveFields(card: CustomerCard) {
  const orpc = useOrpc();
  const queryClient = useQueryClient();
  const undoToast = useUndoToast();
  const patch = useMutation(
    orpc.customer.patch.mutationOptions({
      onSuccess: (saved) => {
        queryClient.setQueryData(orpc.customer.get.queryKey({ input: { customerId: saved.id } }), saved);
      },
    }),
  );
  return async (fields: Partial<CustomerFields>, done: string): Promise<void> => {
    const names = Object.keys(fields) as (keyof CustomerFields)[];
    const former = Object.fromEntries(names.map((name) => [name, card[name]])) as Partial<CustomerFields>;
    await patch.mutateAsync({ customerId: card.id, fields });
    undoToast(done, () => patch.mutateAsync({ customerId: card.id, fields: former }));
  };
}

/** Saves a field that is kept for life, with its reason; taking it back takes the note of the change back too. */
export function useKeptChange(card: CustomerCard) {
  const orpc = useOrpc();
  const queryClient = useQueryClient();
  const undoToast = useUndoToast();
  const onSuccess = (saved: CustomerCard) => {
    queryClient.setQueryData(orpc.customer.get.queryKey({ input: { customerId: saved.id } }), saved);
  };
  const patch = useMutation(orpc.customer.patch.mutationOptions({ onSuccess }));
  const undo = useMutation(orpc.customer.undoChange.mutationOptions({ onSuccess }));
  return async (
    field: 'trustStage' | 'source' | 'tier',
    fields: Partial<CustomerFields>,
    reason: string,
    done: string,
  ): Promise<void> => {
    await patch.mutateAsync({ customerId: card.id, fields, reason });
    undoToast(done, () => undo.mutateAsync({ customerId: card.id, field }));
  };
}
