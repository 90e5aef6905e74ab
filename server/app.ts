/** Builds the company server's HTTP app; `main.ts` listens, tests inject. */
import { randomUUID } from 'node:crypto';
import rateLimit from '@fastify/rate-limit';
import Fastify, { type FastifyInstance } from 'fastify';
import type { z } from 'zod';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { systemTimer } from '#shared/lib/timer.ts';
import type { AppConfig } from './config.ts';
import type { OpenDatabase } from './db/open-database.ts';
import { Refusal } from './domain/refusal.ts';
import { getServerEpoch } from './domain/server-epoch.ts';
import { addAdminRoutes } from './http/admin-routes.ts';
import { addAttachmentRoutes } from './http/attachment-routes.ts';
import { addSessionRoutes, addSignInRoute } from './http/auth-routes.ts';
import { auditRefusals, requireDevice, requireProtocol } from './http/authenticate.ts';
import { addContentRoutes } from './http/content-routes.ts';
import { addSopRoutes } from './http/sop-routes.ts';
import { addTagRoutes } from './http/tag-routes.ts';
import { addDeviceRoutes } from './http/device-routes.ts';
import { addExportRoutes } from './http/export-routes.ts';
import { answerBrokenRequest, answerFrameworkError, setErrorHandler } from './http/error-handler.ts';
import { addJsonBodyParser } from './http/json-body.ts';
import { addMetaRoutes } from './http/meta-routes.ts';
import { addOpenApi } from './http/openapi.ts';
import { addPokeRoute } from './http/poke-route.ts';
import type { Quiet } from './http/quiet.ts';
import { addReviewRoutes } from './http/review-routes.ts';
import { addSettingRoutes } from './http/setting-routes.ts';
import { isStorable } from './http/storable-text.ts';
import { addSyncRoutes } from './http/sync-routes.ts';
import { createSplitRunner } from './jobs/split-runner.ts';
import { createPoker } from './sync/poke.ts';

export interface AppParts {
  database: OpenDatabase;
  clock: Clock;
  log: Logger;
  config: AppConfig;
  /** Whoever wants to know when nobody waits for an answer. */
  quiet?: Quiet;
}

/** The caller closes the database after the app. */
export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const { database, clock, log, config, quiet } = parts;
  const { db } = database;
  await getServerEpoch(db);
  const poker = await createPoker(database, log);
  const app = Fastify({
    logger: false,
    bodyLimit: 64 * 1024,
    trustProxy: (_address, hop) => hop < config.trustedProxies,
    genReqId: () => randomUUID(),
    // Eight megabytes of a push need longer on a slow line than the 512 KB a device usually sends; an hour is abuse.
    requestTimeout: 300_000,
    // Nothing moved either way: longer than a heartbeat of the poke stream and than the slowest query may take.
    connectionTimeout: 90_000,
    forceCloseConnections: true,
    frameworkErrors: answerFrameworkError,
    clientErrorHandler: answerBrokenRequest,
  });
  const splits = createSplitRunner({
    db,
    clock,
    timer: systemTimer,
    poker,
    log,
    chunk: config.splitChunk,
  });
  app.addHook('onClose', async () => {
    await splits.stop();
    await poker.close();
  });
  app.setValidatorCompiler<z.ZodType>(({ schema }) => (data) => {
    const parsed = schema.safeParse(data);
    if (!parsed.success) return { error: parsed.error };
    if (!isStorable(parsed.data)) return { error: new Refusal('INVALID', 'body: unstorable_text') };
    return { value: parsed.data };
  });
  // Parsing drops what the schema does not name: nothing else goes out.
  app.setSerializerCompiler<z.ZodType>(
    ({ schema }) =>
      (data) =>
        JSON.stringify(schema.parse(data)),
  );
  quiet?.watch(app);
  setErrorHandler(app, log);
  addJsonBodyParser(app);
  app.decorateRequest('principal', undefined);
  app.decorateRequest('senderVersion', 0);
  app.addHook('onRequest', async (request, reply) => {
    void reply.headers({
      'x-request-id': request.id,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
    });
  });
  await app.register(rateLimit, {
    max: config.requestsPerMinutePerAddress,
    timeWindow: 60_000,
    errorResponseBuilder: (_request, context) =>
      new Refusal('RATE_LIMITED', 'too many requests', Math.ceil(context.ttl / 1000)),
  });
  await addOpenApi(app);
  app.register(async (open) => addMetaRoutes(open, db));
  app.register(async (v1) => {
    requireProtocol(v1);
    addSignInRoute(v1, { db, clock, poker, config });
    v1.register(async (device) =>
      addDeviceRoutes(device, { db, clock, poker }, config.ordersPerMinutePerAddress),
    );
    v1.register(async (guarded) => {
      requireDevice(guarded, db, clock, config.requestsPerMinutePerDevice);
      auditRefusals(guarded, db, clock);
      addSessionRoutes(guarded, { db, clock, poker, config });
      addSyncRoutes(guarded, { db, clock, poker, turns: turnsOf(database, config) });
      addAttachmentRoutes(guarded, { db, clock, waitMs: config.turnMs });
      addPokeRoute(guarded, { db, clock, log, poker, heartbeatMs: config.heartbeatMs });
      addReviewRoutes(guarded, { db, clock, poker });
      addSettingRoutes(guarded, { db, clock, poker });
      addContentRoutes(guarded, { db, clock, poker });
      addSopRoutes(guarded, { db, clock, poker });
      addTagRoutes(guarded, { db, clock, poker });
      addExportRoutes(guarded, { db, clock, poker });
      addAdminRoutes(guarded, { db, clock, poker, config, splits });
    });
  });
  await app.ready();
  splits.wake();
  return app;
}

function turnsOf({ kind }: OpenDatabase, config: AppConfig) {
  const { pushesAtOnce, pullsAtOnce, embeddedAtOnce, turnMs } = config;
  return kind === 'pglite'
    ? { pushes: embeddedAtOnce, pulls: embeddedAtOnce, waitMs: turnMs }
    : { pushes: pushesAtOnce, pulls: pullsAtOnce, waitMs: turnMs };
}
