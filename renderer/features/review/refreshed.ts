/** Query options of figures that live on the company server: asked again while the window is in front. */
export const refreshed = {
  staleTime: 0,
  refetchInterval: 15_000,
  refetchIntervalInBackground: false,
  refetchOnWindowFocus: true,
} as const;
