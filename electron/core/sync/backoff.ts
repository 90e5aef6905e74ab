/** Waits that double with each failure, spread at random so that a fleet does not come back at once (reliability T14). */
export interface Backoff {
  /** Milliseconds to wait before the next try; `atLeastMs` is what the server asked for. */
  next(atLeastMs?: number): number;
  reset(): void;
}

/** The longest wait anybody can ask for: a mistaken date must not silence a device, nor overflow a timer. */
const longestMs = 3_600_000;

export function createBackoff(options: { firstMs: number; maxMs: number; random: () => number }): Backoff {
  const { firstMs, maxMs, random } = options;
  let failures = 0;
  return {
    next(atLeastMs = 0) {
      const full = Math.min(maxMs, firstMs * 2 ** failures);
      failures += 1;
      return Math.max(full / 2, Math.min(atLeastMs, longestMs)) + (full / 2) * random();
    },
    reset() {
      failures = 0;
    },
  };
}
