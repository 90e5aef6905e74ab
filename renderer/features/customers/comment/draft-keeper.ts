/** So long after the last key a draft is sent. */
export const restMs = 300;

export interface DraftKeeper<Draft> {
  /** Sent after a short rest. */
  keep(draft: Draft): void;
  /** Sends what is not sent yet, at once. Fulfilled when everything that was sent has arrived or failed. */
  flush(): Promise<void>;
}

/**
 * Hands a draft to core. Whoever ends the draft in core flushes first: what arrives after the end would begin the draft
 * anew, and the comment that was logged would be offered again.
 */
export function createDraftKeeper<Draft>(send: (draft: Draft) => Promise<unknown>): DraftKeeper<Draft> {
  let unsent: { draft: Draft } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let arrived: Promise<unknown> = Promise.resolve();

  async function flush(): Promise<void> {
    clearTimeout(timer);
    const sent = unsent;
    unsent = undefined;
    // Where it cannot be kept it is still in memory; logging the comment will tell what is wrong with the file.
    if (sent) arrived = Promise.allSettled([arrived, send(sent.draft)]);
    await arrived;
  }
  return {
    keep(draft) {
      unsent = { draft };
      clearTimeout(timer);
      timer = setTimeout(() => void flush(), restMs);
    },
    flush,
  };
}
