/**
 * Tells jobs that can wait when nobody waits for an answer. The embedded database does one thing at a time, so whatever a
 * job asks of it is time that somebody who signs in spends waiting.
 */
import type { FastifyInstance } from 'fastify';
import type { Timer } from '#shared/lib/timer.ts';

export interface Quiet {
  /** Counts the app's requests; to be called before it is ready. */
  watch(app: FastifyInstance): void;
  /** Resolves when no request has been under way for a moment, and after three seconds in any case. */
  wait(): Promise<void>;
}

/** Whoever got an answer usually asks for the next thing at once. */
const calmMs = 100;
/** Longer than a sign-in takes on a slow machine; under a load that never ends jobs still come to their end. */
const longestMs = 3_000;
/** Streams stay open all day. */
const streams = new Set(['/v1/sync/poke']);

export function createQuiet(timer: Timer): Quiet {
  let underWay = 0;
  let isCalm = true;
  let cancelCalm = () => {};
  let waiting: Array<() => void> = [];

  function begin(): void {
    underWay += 1;
    isCalm = false;
    cancelCalm();
  }

  function end(): void {
    underWay -= 1;
    if (underWay > 0) return;
    cancelCalm = timer.after(calmMs, () => {
      isCalm = true;
      for (const go of waiting.splice(0)) go();
    });
  }

  return {
    watch(app) {
      app.addHook('onRequest', async (request, reply) => {
        if (streams.has(request.routeOptions.url ?? '')) return;
        begin();
        // Also of a client that went away in the middle.
        reply.raw.once('close', end);
      });
      app.addHook('onClose', async () => cancelCalm());
    },
    async wait() {
      if (isCalm) return;
      await new Promise<void>((resolve) => {
        const go = () => {
          cancel();
          waiting = waiting.filter((one) => one !== go);
          resolve();
        };
        const cancel = timer.after(longestMs, go);
        waiting.push(go);
      });
    },
  };
}
