import { QueryClient } from '@tanstack/react-query';

/**
 * Core is on this device: queries never wait for the network and need no retries. Local data is refreshed by live events
 * (platform/live.ts), so it never goes stale by age; screens that show server data set their own `staleTime`.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        retry: false,
        staleTime: Infinity,
        gcTime: 5 * 60_000,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
