/**
 * While several devices sync at once, their requests reach the server one at a time, in an order drawn from the seed:
 * a request waits until every device that is still at work waits too. So a run can be repeated. On PostgreSQL, where
 * transactions are to overlap, only the first requests wait, and go at once; from then on nobody waits for anybody, so
 * that one device pulls while another's push is under way.
 */
import type { Random } from './random.ts';

export interface Turns {
  /** So many devices begin a round together. */
  begin(count: number): void;
  /** One of them is done. */
  finish(): void;
  /** Resolves when the request may go. */
  take(): Promise<void>;
}

export function createTurns(random: Random, isOverlapping: boolean): Turns {
  let working = 0;
  let waiting: Array<() => void> = [];
  let isUnderWay = false;

  function advance(): void {
    if (waiting.length === 0 || waiting.length < working) return;
    if (isOverlapping) {
      isUnderWay = true;
      for (const go of waiting.splice(0)) go();
    } else waiting.splice(random.below(waiting.length), 1)[0]!();
  }

  return {
    begin(count) {
      working = count;
      isUnderWay = false;
    },
    finish() {
      working -= 1;
      advance();
    },
    async take() {
      if (working === 0 || isUnderWay) return;
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        advance();
      });
    },
  };
}
