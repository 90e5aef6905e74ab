/**
 * Lets in so many requests of a kind at once. A few more wait for a place before their bodies are read; the others are
 * told when their turn is likely to come. So a fleet that comes back after an outage costs memory for a handful, and is
 * served in about the order of arrival.
 */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '#shared/lib/clock.ts';
import { Refusal } from '../domain/refusal.ts';
import { getPrincipalOf } from './authenticate.ts';

export interface Gate {
  /** The route's onRequest hook, after the one that finds out who is asking. Throws UNAVAILABLE. */
  enter(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  /** The route's work. The place is given up after it, also when the device has long gone. */
  work<T>(enrolmentId: string, run: () => Promise<T>): Promise<T>;
}

export interface GateOptions {
  clock: Clock;
  /** At work at the same time; of one enrolment only one, because a repeated request would get in its own way. */
  atOnce: number;
  /** The longest wait for a place. */
  waitMs: number;
}

interface Place {
  isWorking: boolean;
  began: number;
}

interface Visitor {
  enrolmentId: string;
  enter(place: Place): void;
}

/** One that was turned away and did not come back is expected no longer. */
const turnedAwayMs = 120_000;
/** These may always wait; more of them as long as they are likely to get in within the time they may wait. */
const waitingForEach = 4;
const mostWaiting = 400;
const firstGuessMs = 250;
const longestSeconds = 60;

export function createGate({ clock, atOnce, waitMs }: GateOptions): Gate {
  const inside = new Map<string, Place>();
  const queue: Visitor[] = [];
  /** Who is to come back, until when. */
  const turnedAway = new Map<string, number>();
  let usualMs = firstGuessMs;

  function letIn(): void {
    while (inside.size < atOnce) {
      const index = queue.findIndex(({ enrolmentId }) => !inside.has(enrolmentId));
      if (index < 0) return;
      const [visitor] = queue.splice(index, 1);
      const place = { isWorking: false, began: clock.now() };
      inside.set(visitor!.enrolmentId, place);
      turnedAway.delete(visitor!.enrolmentId);
      visitor!.enter(place);
    }
  }

  function leave(enrolmentId: string, place: Place): void {
    if (inside.get(enrolmentId) !== place) return;
    inside.delete(enrolmentId);
    usualMs += (Math.max(0, clock.now() - place.began) - usualMs) / 8;
    letIn();
  }

  function hasRoom(): boolean {
    const isSoon = (queue.length * usualMs) / atOnce < waitMs;
    return queue.length < waitingForEach * atOnce || (isSoon && queue.length < mostWaiting);
  }

  function turnAway(enrolmentId: string): Refusal {
    const now = clock.now();
    for (const [other, until] of turnedAway) if (until < now) turnedAway.delete(other);
    turnedAway.delete(enrolmentId);
    const seconds = Math.ceil(((turnedAway.size + queue.length + 1) * usualMs) / atOnce / 1_000);
    turnedAway.set(enrolmentId, now + turnedAwayMs);
    return new Refusal('UNAVAILABLE', 'busy', Math.min(longestSeconds, Math.max(1, seconds)));
  }

  return {
    async enter(request, reply) {
      const { enrolmentId } = getPrincipalOf(request);
      // Gone already: its end would not be told any more, and the place never given up.
      if (reply.raw.destroyed || request.raw.socket.destroyed) throw new Refusal('UNAVAILABLE', 'gone', 1);
      if (!hasRoom()) throw turnAway(enrolmentId);
      const place = await new Promise<Place>((resolve, reject) => {
        const visitor: Visitor = {
          enrolmentId,
          enter(given) {
            clearTimeout(late);
            resolve(given);
          },
        };
        const giveUp = (): void => {
          clearTimeout(late);
          const index = queue.indexOf(visitor);
          if (index < 0) return;
          queue.splice(index, 1);
          reject(turnAway(enrolmentId));
        };
        const late = setTimeout(giveUp, waitMs);
        reply.raw.once('close', giveUp);
        queue.push(visitor);
        letIn();
      });
      // Gone before its body was read, or the body was of no use.
      reply.raw.once('close', () => {
        if (!place.isWorking) leave(enrolmentId, place);
      });
    },
    async work(enrolmentId, run) {
      const place = inside.get(enrolmentId);
      if (!place) throw new Error('a route outside its gate');
      place.isWorking = true;
      try {
        return await run();
      } finally {
        leave(enrolmentId, place);
      }
    },
  };
}
