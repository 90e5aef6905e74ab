/** The dictionary as the server keeps it, and changes to it with a way back. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { TagChange, TagChangeResult } from '#shared/protocol/tag.ts';
import { useFailToast, useUndoToast } from '../../../components/undo-toast.tsx';
import { useApi, useOrpc } from '../../../platform/api-context.tsx';

export function useDictionary() {
  const orpc = useOrpc();
  return useQuery(orpc.dictionary.list.queryOptions({ staleTime: 0, refetchOnWindowFocus: true }));
}

/** Rejects where the change is refused. */
export type ChangeDictionary = (change: TagChange) => Promise<TagChangeResult>;

export function useChangeDictionary(): ChangeDictionary {
  const api = useApi();
  const orpc = useOrpc();
  const queryClient = useQueryClient();
  return useCallback(
    async (change) => {
      try {
        return await api.dictionary.change(change);
      } finally {
        await queryClient.invalidateQueries({ queryKey: orpc.dictionary.key() });
      }
    },
    [api, orpc, queryClient],
  );
}

/** For a change without a form: a failure is told by the toast, as is what was done. */
export function useQuickChange(): (change: TagChange, said?: string, back?: TagChange) => Promise<void> {
  const change = useChangeDictionary();
  const say = useUndoToast();
  const fail = useFailToast();
  return useCallback(
    async (wanted, said, back) => {
      try {
        await change(wanted);
        if (said !== undefined) say(said, back && (() => change(back)));
      } catch (error) {
        fail(error);
      }
    },
    [change, say, fail],
  );
}
