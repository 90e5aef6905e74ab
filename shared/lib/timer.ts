/** The one source of delays, passed in like the Clock, so that a test can let them end at once. */
export interface Timer {
  /** Runs `work` once after so many milliseconds; the returned function calls it off. */
  after(milliseconds: number, work: () => void): () => void;
}

// Of Node, whose types this room does not have: the page's check reads it too, though only core and server use this timer.
declare function setImmediate(work: () => void): unknown;
declare function clearImmediate(turn: unknown): void;

/**
 * What is due is done after the process has looked at its sockets once more: of two that each begin again after a short pause
 * the one is due when the other ends, and nobody else had a turn between them.
 */
export const systemTimer: Timer = {
  after(milliseconds, work) {
    let turn: unknown;
    const handle = setTimeout(() => {
      turn = setImmediate(work);
    }, milliseconds);
    return () => {
      clearTimeout(handle);
      clearImmediate(turn);
    };
  },
};
