/** Passes announcements to every page that listens. */
import { entities } from '#shared/domain/entity/registry.ts';
import type { LiveEvent } from '#shared/contract/sync.ts';

export interface LiveHub {
  announce(event: LiveEvent): void;
  /** Everything announced from now on, until the signal. */
  listen(signal: AbortSignal | undefined): AsyncGenerator<LiveEvent, void>;
}

/** A page that does not read is told only that everything may have changed, instead of being queued for without end. */
const maxWaiting = 1_000;

const everything: readonly LiveEvent[] = [
  { type: 'session' },
  { type: 'changed', entities: entities.map(({ name }) => name) },
];

export function createLiveHub(): LiveHub {
  const listeners = new Set<(event: LiveEvent) => void>();

  async function* listen(signal: AbortSignal | undefined): AsyncGenerator<LiveEvent, void> {
    const waiting: LiveEvent[] = [];
    let wake = () => {};
    const listener = (event: LiveEvent) => {
      if (waiting.length >= maxWaiting) waiting.splice(0, maxWaiting, ...everything);
      waiting.push(event);
      wake();
    };
    const stop = () => wake();
    listeners.add(listener);
    signal?.addEventListener('abort', stop);
    try {
      while (!signal?.aborted) {
        const event = waiting.shift();
        if (event) yield event;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      listeners.delete(listener);
      signal?.removeEventListener('abort', stop);
    }
  }

  return {
    announce(event) {
      for (const listener of listeners) listener(event);
    },
    listen,
  };
}
