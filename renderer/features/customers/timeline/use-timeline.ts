import { useInfiniteQuery } from '@tanstack/react-query';
import type { TimelineEntry, TimelineType } from '#shared/contract/timeline.ts';
import { useOrpc } from '../../../platform/api-context.tsx';

const pageSize = 100;

type Before = { at: string; id: string } | undefined;

export interface TimelineAsked {
  types?: TimelineType[] | undefined;
  search?: string | undefined;
  /** Begin with the end of this day, or around this entry; else with the newest. */
  on?: string | undefined;
  entryId?: string | undefined;
}

/** The history of a customer, newest first, page by page. */
export function useTimeline(customerId: string, asked: TimelineAsked) {
  const orpc = useOrpc();
  return useInfiniteQuery(
    orpc.customer.timeline.infiniteOptions({
      input: (before: Before) => ({ customerId, before, limit: pageSize, ...asked }),
      initialPageParam: undefined as Before,
      getNextPageParam: (page) => {
        const last = page.entries.at(-1);
        return page.more && last ? { at: last.at, id: last.id } : undefined;
      },
      placeholderData: (former) => former,
      select: (data) => ({
        entries: data.pages.flatMap((page): TimelineEntry[] => page.entries),
        hasNewer: data.pages[0]?.hasNewer ?? false,
        found: data.pages[0]?.found ?? false,
      }),
    }),
  );
}
