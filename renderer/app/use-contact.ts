import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useFailToast } from '../components/undo-toast.tsx';
import { useOrpc } from '../platform/api-context.tsx';

/** Tries to reach the company server now and shows what came of it. */
export function useContact() {
  const orpc = useOrpc();
  const queryClient = useQueryClient();
  const fail = useFailToast();
  return useMutation(
    orpc.session.contact.mutationOptions({
      onSuccess: (next) => queryClient.setQueryData(orpc.session.get.queryKey(), next),
      onError: fail,
    }),
  );
}
