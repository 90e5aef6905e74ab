/** The program itself, without a host: everything behind the local API. */
import type { LiveEvent } from '#shared/contract/sync.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { Timer } from '#shared/lib/timer.ts';
import type { ApiContext } from './api/handler.ts';
import { createEdge } from './api/edge.ts';
import { createLiveHub } from './api/live.ts';
import type { Limits } from './server-client/http.ts';
import { createSessionService, type SessionService } from './services/session.ts';
import type { KeyKeeper } from './session/key-keeper.ts';

export interface CoreOptions {
  dataDir: string;
  clock: Clock;
  timer: Timer;
  log: Logger;
  keyKeeper: KeyKeeper;
  defaultServerUrl: string;
  appVersion: string;
  platform: string;
  /** A number in [0, 1). */
  random?: () => number;
  limits?: Partial<Limits>;
}

export interface Core {
  /** What the router's handlers run with. */
  readonly context: ApiContext;
  /** Goes around every call of the router, in whatever host. */
  readonly edge: ReturnType<typeof createEdge>;
  readonly session: SessionService;
  announce(event: LiveEvent): void;
  close(): Promise<void>;
}

export function createCore(options: CoreOptions): Core {
  const hub = createLiveHub();
  const session = createSessionService({
    random: Math.random,
    ...options,
    announce: (event) => hub.announce(event),
  });
  return {
    context: {
      session,
      services: () => session.ready().services,
      ready: () => session.ready().context,
      live: (signal) => hub.listen(signal),
    },
    edge: createEdge(options.log),
    session,
    announce: (event) => hub.announce(event),
    close: async () => void (await session.signOut()),
  };
}
