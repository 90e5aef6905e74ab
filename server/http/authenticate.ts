/** Who is asking and with which protocol: checked before a body is read. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Clock } from '#shared/lib/clock.ts';
import type { ErrorCode } from '#shared/protocol/error.ts';
import {
  oldestProtocolVersion,
  oldestPushVersion,
  protocolHeader,
  protocolVersion,
  protocolVersionOf,
} from '#shared/protocol/version.ts';
import type { Db } from '../db/database.ts';
import { appendAudit } from '../domain/audit.ts';
import { getPrincipal, type Principal } from '../domain/principal.ts';
import { Refusal } from '../domain/refusal.ts';

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal | undefined;
    /** The protocol version of the program that asks; 0 outside of /v1. */
    senderVersion: number;
  }
  interface FastifyContextConfig {
    takesDraining?: boolean;
    takesOld?: boolean;
  }
}

/** 26 letters of base64url and more; longer is not a token of ours and is not looked up. */
const bearer = /^Bearer ([A-Za-z0-9_-]{20,100})$/;

const audited: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['FORBIDDEN', 'DEVICE_FORKED']);

/** Guards every route registered on `app` after this call. */
export function requireDevice(app: FastifyInstance, db: Db, clock: Clock, perMinute: number): void {
  const limit = app.createRateLimit({
    max: perMinute,
    timeWindow: 60_000,
    keyGenerator: (request) => `device:${getPrincipalOf(request).enrolmentId}`,
  });
  app.addHook('onRequest', async (request) => {
    const { takesDraining = false } = request.routeOptions.config;
    request.principal = await getPrincipal(db, clock, tokenOf(request), { takesDraining });
    const state = await limit(request);
    if (!state.isAllowed && state.isExceeded) {
      throw new Refusal('RATE_LIMITED', 'too many requests from this device', state.ttlInSeconds);
    }
  });
}

/** What a signed-in person was refused is in the audit log, whichever route it was; a copied device file too. */
export function auditRefusals(app: FastifyInstance, db: Db, clock: Clock): void {
  app.addHook('onError', async (request, _reply, error) => {
    const { principal } = request;
    if (!principal || !(error instanceof Refusal) || !audited.has(error.code)) return;
    const { companyId, personId } = principal;
    const detail = { route: request.routeOptions.url ?? '', code: error.code };
    await db
      .transaction()
      .execute((trx) => appendAudit(trx, clock, { companyId, actorId: personId, action: 'refused', detail }));
  });
}

export function requireProtocol(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    void reply.header(protocolHeader, String(protocolVersion));
    const oldest = request.routeOptions.config.takesOld ? oldestPushVersion : oldestProtocolVersion;
    request.senderVersion = protocolVersionOf(request.headers[protocolHeader]) ?? 0;
    if (request.senderVersion < oldest) {
      throw new Refusal('PROTOCOL_TOO_OLD', `this server needs ${protocolHeader} ${oldest} or newer here`);
    }
  });
}

export function tokenOf(request: FastifyRequest): string {
  const token = bearer.exec(request.headers.authorization ?? '')?.[1];
  if (!token) throw new Refusal('UNAUTHENTICATED', 'sign in first');
  return token;
}

export function getPrincipalOf(request: FastifyRequest): Principal {
  if (!request.principal) throw new Error('a route outside the guard asked for the principal');
  return request.principal;
}
