interface DownloadProgress {
  received: number;
  remaining: number | null;
}

/** Whole per cent of the first download; 100 only when nothing is to come. Undefined: nobody knows how much that is. */
export function downloadPercent({ received, remaining }: DownloadProgress): number | undefined {
  if (remaining === null) return undefined;
  return remaining === 0 ? 100 : Math.floor((100 * received) / (received + remaining));
}
