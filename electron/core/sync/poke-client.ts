/** Listens for the server's pokes and connects again when the line breaks. It carries no data, only "look again". */
import type { Timer } from '#shared/lib/timer.ts';
import { pokeEvent, type PokeEvent } from '#shared/protocol/sync.ts';
import type { SyncClient } from '../server-client/server-client.ts';
import { UnreachableError } from '../server-client/server-error.ts';
import { createBackoff } from './backoff.ts';

export interface PokeClientOptions {
  client: SyncClient;
  timer: Timer;
  /** A number in [0, 1). */
  random: () => number;
  onPoke: (event: PokeEvent) => void;
  /** The line is open; what happened before it was is not told. */
  onOpen: () => void;
  /** The line was open and broke: whatever the server is now, it may not be what it was. */
  onBroken: () => void;
  /** The line was open and nothing comes any more, not even the server's comments. */
  onSilent: () => void;
  /** Asked for, and not open yet after a while: as long as it is not, only a round can tell whether the server is there. */
  onUnanswered: () => void;
}

export interface PokeClient {
  start(): void;
  /** The server has answered something else: a line that waits to connect again does so now. */
  wake(): void;
  stop(): void;
}

/** A server that is there opens the line at once. */
const unansweredMs = 1_000;
/** The devices of a server that is back do not all connect in the same moment. */
const wakeSpreadMs = 500;

export function createPokeClient(options: PokeClientOptions): PokeClient {
  const { client, timer, random, onPoke, onOpen, onBroken, onSilent, onUnanswered } = options;
  const backoff = createBackoff({ firstMs: 1_000, maxMs: 60_000, random });
  let running: AbortController | undefined;
  let isWaiting = false;
  let cancel = () => {};

  async function listen(stop: AbortController): Promise<void> {
    isWaiting = false;
    let wasOpen = false;
    let isSilent = false;
    const cancelUnanswered = timer.after(unansweredMs, onUnanswered);
    try {
      const decoder = new TextDecoder();
      let rest = '';
      for await (const chunk of client.listen('/v1/sync/poke', stop.signal)) {
        if (!wasOpen) {
          wasOpen = true;
          cancelUnanswered();
          backoff.reset();
          onOpen();
        }
        const parts = (rest + decoder.decode(chunk, { stream: true })).split(/\r?\n\r?\n/);
        rest = parts.pop()!;
        for (const part of parts) read(part);
      }
    } catch (error) {
      isSilent = error instanceof UnreachableError && error.reason === 'TIMEOUT';
      // Whatever ended it, the answer is to connect again; the sync round reports what is wrong.
    } finally {
      cancelUnanswered();
    }
    if (stop.signal.aborted) return;
    if (wasOpen && isSilent) onSilent();
    else if (wasOpen) onBroken();
    listenIn(backoff.next(), stop);
  }

  function listenIn(ms: number, stop: AbortController): void {
    isWaiting = true;
    cancel = timer.after(ms, () => void listen(stop));
  }

  function read(message: string): void {
    const data = message
      .split(/\r?\n/)
      .filter((line) => line.startsWith('data:'))
      .map((line) => line.slice(5).trim())
      .join('\n');
    if (!data) return;
    const parsed = pokeEvent.safeParse(JSON.parse(data));
    if (parsed.success) onPoke(parsed.data);
  }

  return {
    start() {
      if (running) return;
      running = new AbortController();
      void listen(running);
    },
    wake() {
      if (!running || !isWaiting) return;
      cancel();
      backoff.reset();
      listenIn(wakeSpreadMs * random(), running);
    },
    stop() {
      isWaiting = false;
      cancel();
      running?.abort();
      running = undefined;
    },
  };
}
