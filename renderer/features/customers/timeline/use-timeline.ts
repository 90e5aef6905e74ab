import { useInfiniteQuery } from '@tanstack/react-query';
import type { TimelineEntry } from '#shared/contract/customer.ts';
import { useOrpc } from '../../../platform/api-context.tsx';

const pageSize = 60;

type Before = { at: string; id: string } | undefined;

/** The history of a customer, newest first, page by page. */
export function useTimeline(customerId: string) {
  const orpc = useOrpc();
  return useInfiniteQuery(
    orpc.customer.timeline.infiniteOptions({
      input: (before: Before) => ({ customerId, before, limit: pageSize }),
      initialPageParam: undefined as Before,
      getNextPageParam: (page) => {
        const last = page.entries.at(-1);
        return page.more && last ? { at: last.at, id: last.id } : undefined;
      },
      select: (data): TimelineEntry[] => data.pages.flatMap((page) => page.entries),
    }),
  );
}
