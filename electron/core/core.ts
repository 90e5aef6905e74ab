/** The program itself, without a host: everything behind the local API. */
import type { LiveEvent } from '#shared/contract/sync.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { Timer } from '#shared/lib/timer.ts';
import type { ApiContext } from './api/handler.ts';
import { createEdge } from './api/edge.ts';
import { noFailPoint, type FailPoint } from './fail-point.ts';
import { createLiveHub } from './api/live.ts';
import type { Limits } from './server-client/http.ts';
import { createSessionService, type SessionService } from './services/session.ts';
import { createDeviceOrders, type ConnectOrders } from './session/device-orders.ts';
import type { KeyKeeper } from './session/key-keeper.ts';
import { createOrderWatch } from './session/order-watch.ts';
import { createProfileStore } from './session/profile-store.ts';
import { createWiper } from './session/wiper.ts';

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
  /** Milliseconds of running time, which nobody can set. */
  monotonic?: () => number;
  /** A profile was taken off this device; whatever the host keeps of it has to go too. */
  onWiped?: (profileId: string) => void;
  failPoint?: FailPoint;
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
  const { dataDir, timer, limits } = options;
  const parts = {
    random: Math.random,
    monotonic: () => performance.now(),
    failPoint: noFailPoint,
    ...options,
    store: createProfileStore(dataDir),
    connect: ((company, signal) => createDeviceOrders(company, { timer, limits, signal })) as ConnectOrders,
    announce: (event: LiveEvent) => hub.announce(event),
  };
  const wiper = createWiper({
    ...parts,
    onWiped(profileId) {
      options.onWiped?.(profileId);
      hub.announce({ type: 'session' });
    },
  });
  const open = createSessionService({ ...parts, wiper });
  const orders = createOrderWatch({ ...parts, wiper, isOpen: open.isOpen });
  const session: SessionService = {
    ...open,
    async contact() {
      // An open profile asks the server itself; for the others this is the one who asks (SPEC WIPE9).
      if (open.get().status === 'signed-out') await orders.look();
      return open.contact();
    },
  };
  orders.start();
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
    async close() {
      await orders.stop();
      await session.signOut();
    },
  };
}
