/** What the company orders this device to do, and what the device reports: requests that carry the order token only. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Timer } from '#shared/lib/timer.ts';
import {
  drainedEpochSince,
  orderResponse,
  type DeviceOrder,
  type drainedRequest,
  type WipeReceipt,
} from '#shared/protocol/device.ts';
import type { Limits } from '../server-client/http.ts';
import { createServerClient } from '../server-client/server-client.ts';

/** Every method throws ServerError (UNAUTHENTICATED: the company does not know the token) or UnreachableError. */
export interface DeviceOrders {
  ask(): Promise<DeviceOrder>;
  /**
   * Everything that could be handed in is, to the history of that epoch; `unsent` mutations could not. Resolves with the
   * next order. Throws STALE where the server has another history by now.
   */
  drained(unsent: number, serverEpoch: string | undefined): Promise<DeviceOrder>;
  receipt(receipt: WipeReceipt): Promise<void>;
}

export interface DeviceOrdersOptions {
  timer: Timer;
  limits?: Partial<Limits>;
  signal: AbortSignal;
}

/** Where the company of a profile is, and the order token by which it knows the device. */
export interface Company {
  serverUrl: string;
  token: string;
}

export type ConnectOrders = (company: Company, signal: AbortSignal) => DeviceOrders;

export function createDeviceOrders(company: Company, options: DeviceOrdersOptions): DeviceOrders {
  const { serverUrl, token } = company;
  const client = createServerClient({ ...options, serverUrl, token: () => token });
  return {
    ask: async () => (await client.post('/v1/device/order', undefined, orderResponse)).order,
    async drained(unsent, serverEpoch) {
      const body: z.infer<typeof drainedRequest> = { unsent };
      // An older server takes no field it does not know. Its answer to the question before told its version.
      if ((client.serverVersion() ?? 0) >= drainedEpochSince) body.serverEpoch = serverEpoch;
      return (await client.post('/v1/device/drained', body, orderResponse)).order;
    },
    async receipt(receipt) {
      await client.post('/v1/device/receipt', receipt, z.unknown());
    },
  };
}

export function newOrderToken(): string {
  return randomBytes(32).toString('base64url');
}
