/** The company's SOPs as the server keeps them, and changes to them. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { SopChangeInput, SopChangeResult } from '#shared/protocol/sop.ts';
import { useApi, useOrpc } from '../../../platform/api-context.tsx';

export function useSops() {
  const orpc = useOrpc();
  return useQuery(orpc.sop.list.queryOptions({ staleTime: 0, refetchOnWindowFocus: true }));
}

/** Rejects where the change is refused. */
export function useChangeSop(): (change: SopChangeInput) => Promise<SopChangeResult> {
  const api = useApi();
  const orpc = useOrpc();
  const queryClient = useQueryClient();
  return useCallback(
    async (change) => {
      try {
        return await api.sop.change(change);
      } finally {
        await queryClient.invalidateQueries({ queryKey: orpc.sop.key() });
      }
    },
    [api, orpc, queryClient],
  );
}
