import type { FastifyInstance } from 'fastify';
import { instantOf, type Clock } from '#shared/lib/clock.ts';
import { okResponse } from '#shared/protocol/admin.ts';
import { meResponse, signInRequest, signInResponse, type SignInRequest } from '#shared/protocol/auth.ts';
import type { AppConfig } from '../config.ts';
import type { Db } from '../db/database.ts';
import { getIdentity } from '../domain/identity.ts';
import { createSignInLimit } from '../domain/sign-in-limit.ts';
import { createSignIn } from '../domain/sign-in.ts';
import { signOut } from '../domain/sign-out.ts';
import type { Poker } from '../sync/poke.ts';
import { addQuery } from './endpoint.ts';

interface Parts {
  db: Db;
  clock: Clock;
  poker: Poker;
  config: AppConfig;
}

/** The only route of /v1 that needs no session. */
export function addSignInRoute(app: FastifyInstance, { config, ...parts }: Parts): void {
  const limit = createSignInLimit(parts.clock, config.signInFailures);
  const signIn = createSignIn({ ...parts, limit, argon2: config.argon2 });
  app.route({
    method: 'POST',
    url: '/v1/auth/sign-in',
    schema: {
      summary: 'Signs a person in on a device; a new device needs an enrolment code',
      tags: ['auth'],
      body: signInRequest,
      response: { 200: signInResponse },
    },
    handler: (request) => signIn(request.body as SignInRequest, request.ip),
  });
}

export function addSessionRoutes(app: FastifyInstance, parts: Parts): void {
  const { db, clock } = parts;
  addQuery(app, {
    method: 'POST',
    url: '/v1/auth/sign-out',
    summary: 'Ends this session; the device stays enrolled',
    tag: 'auth',
    reply: okResponse,
    async handle(principal) {
      await signOut(parts, principal);
      return { ok: true as const };
    },
  });
  addQuery(app, {
    method: 'GET',
    url: '/v1/auth/me',
    summary: 'Who is signed in',
    tag: 'auth',
    reply: meResponse,
    async handle({ companyId, personId }) {
      return { identity: await getIdentity(db, companyId, personId), serverNow: instantOf(clock) };
    },
  });
}
