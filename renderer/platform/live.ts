/** Listens to core and refetches what the screen shows. Several events in a row lead to one refetch. */
import type { QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ApiClient } from '#shared/contract/api.ts';
import type { LiveEvent } from '#shared/contract/sync.ts';
import type { Orpc } from './api-context.tsx';
import type { Connection } from './connect.ts';
import { queriesToRefetch } from './live-table.ts';

const gatherMs = 40;
const listeners = new Set<(event: LiveEvent) => void>();

/** Calls `listener` for every live event of this type while the component is shown, e.g. import progress. */
export function useLiveEvent<T extends LiveEvent['type']>(
  type: T,
  listener: (event: Extract<LiveEvent, { type: T }>) => void,
): void {
  useEffect(() => {
    const onEvent = (event: LiveEvent): void => {
      if (event.type === type) listener(event as Extract<LiveEvent, { type: T }>);
    };
    listeners.add(onEvent);
    return () => void listeners.delete(onEvent);
  }, [type, listener]);
}

interface LiveParts {
  readonly api: ApiClient;
  readonly orpc: Orpc;
  readonly connection: Connection;
  readonly queryClient: QueryClient;
}

/** Runs until stopped; opens the stream again after every reconnection and then refetches everything. */
export function listenLive({ api, orpc, connection, queryClient }: LiveParts): () => void {
  const stop = new AbortController();
  let changed = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  function flush(): void {
    const paths = queriesToRefetch([...changed]);
    changed = new Set();
    if (!paths) void queryClient.invalidateQueries();
    else for (const path of paths) void queryClient.invalidateQueries({ queryKey: [path] });
  }

  function receive(event: LiveEvent): void {
    if (event.type === 'changed') {
      for (const entity of event.entities) changed.add(entity);
      clearTimeout(timer);
      timer = setTimeout(flush, gatherMs);
    } else if (event.type === 'sync') {
      queryClient.setQueryData(orpc.sync.state.queryKey(), event.state);
    } else if (event.type === 'session') {
      void queryClient.invalidateQueries({ queryKey: orpc.session.key() });
    }
    for (const listener of listeners) listener(event);
  }

  async function listen(): Promise<void> {
    let first = true;
    while (!stop.signal.aborted && connection.status() !== 'refused') {
      try {
        const events = await api.live(undefined, { signal: stop.signal });
        if (!first) void queryClient.invalidateQueries();
        first = false;
        for await (const event of events) receive(event);
      } catch {
        // The link broke or no one is signed in yet: the next turn opens it again.
      }
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }

  const forget = connection.subscribe(() => {
    if (connection.status() === 'open') void queryClient.invalidateQueries();
  });
  void listen();
  return () => {
    forget();
    clearTimeout(timer);
    stop.abort();
  };
}
