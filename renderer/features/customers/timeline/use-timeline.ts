import { replaceEqualDeep, useInfiniteQuery, useQueryClient, type InfiniteData } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import type { TimelineEntry, TimelineType } from '#shared/contract/timeline.ts';
import { useApi, useOrpc } from '../../../platform/api-context.tsx';
import { createPageReader, nextPlace, type KeptPage, type Place } from './kept-pages.ts';

export interface TimelineAsked {
  types?: TimelineType[] | undefined;
  search?: string | undefined;
  /** Begin with the end of this day, or around this entry; else with the newest. */
  on?: string | undefined;
  entryId?: string | undefined;
}

type Pages = InfiniteData<KeptPage, Place | undefined>;

/** The history of a customer, newest first, page by page. `see`: which of the loaded entries are in view. */
export function useTimeline(customerId: string, asked: TimelineAsked) {
  const orpc = useOrpc();
  const api = useApi();
  const client = useQueryClient();
  const [reader] = useState(createPageReader);
  const queryKey = orpc.customer.timeline.infiniteKey({
    input: (before: Place | undefined) => ({ customerId, before, ...asked }),
    initialPageParam: undefined as Place | undefined,
  });
  const timeline = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      reader.page(pageParam, client.getQueryData<Pages>(queryKey), (page) =>
        api.customer.timeline({ customerId, ...asked, ...page }, { signal }),
      ),
    initialPageParam: undefined as Place | undefined,
    getNextPageParam: nextPlace,
    placeholderData: (former) => former,
    select: selectEntries,
    structuralSharing: share,
  });
  const { refetch } = timeline;
  const see = useCallback(
    (from: number, to: number) => {
      const kept = client.getQueryData<Pages>(queryKey);
      if (!kept || !reader.see(from, to, kept) || client.isFetching({ queryKey, exact: true }) > 0) return;
      reader.forView();
      void refetch();
    },
    // oxlint-disable-next-line react/exhaustive-deps -- the key is made anew at every drawing, its parts are not
    [client, reader, refetch, customerId, JSON.stringify(asked)],
  );
  return { ...timeline, see };
}

function selectEntries({ pages }: Pages) {
  return {
    pages: pages.map(({ entries }) => entries as readonly TimelineEntry[]),
    hasNewer: pages[0]?.hasNewer ?? false,
    found: pages[0]?.found ?? false,
  };
}
/** The pages as they are kept, or the entries of each. */
interface Shared extends Partial<Omit<ReturnType<typeof selectEntries>, 'pages'>> {
  pages: readonly unknown[];
}

/**
 * What is as it was stays the same object, so that nothing is drawn for it. The library would look through every entry
 * there is, twice, with each page that comes.
 */
function share(former: unknown, next: unknown): unknown {
  if (former === undefined) return next;
  const [a, b] = [former, next] as [Shared, Shared];
  const pages = b.pages.map((page, at) => (Array.isArray(page) ? page : replaceEqualDeep(a.pages[at], page)));
  const isSame = pages.length === a.pages.length && pages.every((page, at) => page === a.pages[at]);
  return isSame && a.hasNewer === b.hasNewer && a.found === b.found ? former : { ...b, pages };
}
