/** Orders to devices and what they report: these routes take the order token instead of a session. */
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import { okResponse } from '#shared/protocol/admin.ts';
import { drainedRequest, orderResponse, wipeReceipt, type WipeReceipt } from '#shared/protocol/device.ts';
import { getOrder, takeDrained, takeReceipt, type OrderParts } from '../domain/device-order.ts';
import { Refusal } from '../domain/refusal.ts';
import { tokenOf } from './authenticate.ts';

/** `perMinute`: requests of one address. Whoever guesses tokens has no session to be counted by. */
export function addDeviceRoutes(app: FastifyInstance, parts: OrderParts, perMinute: number): void {
  const limit = app.createRateLimit({
    max: perMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => `order:${request.ip}`,
  });
  app.addHook('onRequest', async (request) => {
    const state = await limit(request);
    if (!state.isAllowed && state.isExceeded) {
      throw new Refusal('RATE_LIMITED', 'too many device requests from this address', state.ttlInSeconds);
    }
  });
  const common = { tags: ['device'], security: [{ device: [] }] };
  // A lost device has to be wiped however old its program is.
  const config = { takesOld: true };
  app.route({
    method: 'POST',
    url: '/v1/device/order',
    config,
    schema: {
      ...common,
      summary: 'What the device is to do with its file',
      response: { 200: orderResponse },
    },
    handler: (request) => getOrder(parts, tokenOf(request)),
  });
  app.route({
    method: 'POST',
    url: '/v1/device/drained',
    config,
    schema: {
      ...common,
      summary: 'The device has handed in what it could; answers its next order',
      body: drainedRequest,
      response: { 200: orderResponse },
    },
    handler: (request) =>
      takeDrained(parts, tokenOf(request), request.body as z.infer<typeof drainedRequest>),
  });
  app.route({
    method: 'POST',
    url: '/v1/device/receipt',
    config,
    schema: {
      ...common,
      summary: 'The device has destroyed its key and its files',
      body: wipeReceipt,
      response: { 200: okResponse },
    },
    async handler(request) {
      await takeReceipt(parts, tokenOf(request), request.body as WipeReceipt);
      return { ok: true as const };
    },
  });
}
