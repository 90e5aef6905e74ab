/** The one source of delays, passed in like the Clock, so that a test can let them end at once. */
export interface Timer {
  /** Runs `work` once after so many milliseconds; the returned function calls it off. */
  after(milliseconds: number, work: () => void): () => void;
}

export const systemTimer: Timer = {
  after(milliseconds, work) {
    const handle = setTimeout(work, milliseconds);
    return () => clearTimeout(handle);
  },
};
