/** What the company server knows now; asked again whenever the admin comes back to the window or a command was carried out. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useOrpc } from '../../platform/api-context.tsx';

const fresh = { staleTime: 0, refetchOnWindowFocus: true, refetchInterval: 30_000 } as const;

export function usePeople() {
  const orpc = useOrpc();
  return useQuery(orpc.admin.people.queryOptions(fresh));
}

export function useDevices() {
  const orpc = useOrpc();
  return useQuery(orpc.admin.devices.queryOptions(fresh));
}

export function useAudit() {
  const orpc = useOrpc();
  return useQuery(orpc.admin.audit.queryOptions(fresh));
}

/** Resolves when every list of this page is up to date again. */
export function useAdminRefresh(): () => Promise<void> {
  const orpc = useOrpc();
  const queryClient = useQueryClient();
  return useCallback(async () => {
    await Promise.all(
      [orpc.admin.key(), orpc.dictionary.key()].map((queryKey) =>
        queryClient.invalidateQueries({ queryKey }),
      ),
    );
  }, [orpc, queryClient]);
}
