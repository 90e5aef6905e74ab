import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CustomerCard, CustomerFields } from '#shared/contract/customer.ts';
import { useUndoToast } from '../../../components/undo-toast.tsx';
import { useOrpc } from '../../../platform/api-context.tsx';

export function useCustomerCard(customerId: string | undefined) {
  const orpc = useOrpc();
  return useQuery(
    orpc.customer.get.queryOptions({ input: customerId === undefined ? skipToken : { customerId } }),
  );
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
