/**
 * The one way from the page to core: a MessagePort in the desktop shell, a WebSocket to the same origin elsewhere.
 * Calls made while the link is down wait for the next one; a call that was under way when it broke fails as DISCONNECTED.
 */
import { ORPCError, type ClientContext, type ClientLink } from '@orpc/client';
import { openPortLink } from './port-link.ts';
import { openSocketLink } from './socket-link.ts';

/** `lost`: it worked before and is being opened again. `refused`: this page holds no valid token and trying again is useless. */
export type ConnectionStatus = 'connecting' | 'open' | 'lost' | 'refused';

export interface OpenLink {
  readonly link: ClientLink<ClientContext>;
  /** Resolves when the link breaks. */
  readonly closed: Promise<{ refused: boolean }>;
}

export interface Connection {
  readonly link: ClientLink<ClientContext>;
  readonly status: () => ConnectionStatus;
  readonly subscribe: (listener: () => void) => () => void;
}

const waitLimitMs = 20_000;

export function connect(): Connection {
  const open = window.rapport ? openPortLink : openSocketLink;
  const listeners = new Set<() => void>();
  let status: ConnectionStatus = 'connecting';
  let current: ClientLink<ClientContext> | undefined;
  let waiting: (() => void)[] = [];

  function setStatus(next: ConnectionStatus): void {
    status = next;
    for (const listener of listeners) listener();
  }

  async function keepOpen(): Promise<void> {
    let pauseMs = 150;
    for (;;) {
      const opened = await open().catch(() => undefined);
      if (opened) {
        pauseMs = 150;
        current = opened.link;
        setStatus('open');
        for (const go of waiting.splice(0)) go();
        const { refused } = await opened.closed;
        current = undefined;
        setStatus(refused ? 'refused' : 'lost');
        if (refused) return;
      }
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
      pauseMs = Math.min(pauseMs * 2, 3_000);
    }
  }

  async function whenOpen(): Promise<ClientLink<ClientContext>> {
    if (!current && status !== 'refused') {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, waitLimitMs);
        waiting = [...waiting, () => (clearTimeout(timer), resolve())];
      });
    }
    if (!current) throw new ORPCError('DISCONNECTED');
    return current;
  }

  void keepOpen();
  return {
    link: {
      async call(path, input, options) {
        const link = await whenOpen();
        try {
          return await link.call(path, input, options);
        } catch (error) {
          if (link !== current && !(error instanceof ORPCError))
            throw new ORPCError('DISCONNECTED', { cause: error });
          throw error;
        }
      },
    },
    status: () => status,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
