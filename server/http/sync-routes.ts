import { promisify } from 'node:util';
import { constants, zstdCompress } from 'node:zlib';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '#shared/lib/clock.ts';
import {
  pullContentType,
  pullRequest,
  pushBodyLimit,
  pushRequest,
  pushResponse,
  type PullRequest,
} from '#shared/protocol/sync.ts';
import type { Db } from '../db/database.ts';
import type { Poker } from '../sync/poke.ts';
import { pull } from '../sync/pull.ts';
import { push } from '../sync/push.ts';
import { getPrincipalOf } from './authenticate.ts';
import { addAction } from './endpoint.ts';
import { createGate } from './gate.ts';

const compress = promisify(zstdCompress);
/** Text compresses 5 to 10 times at the fastest levels; more effort would cost the server more than it saves the line. */
const level = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

interface Parts {
  db: Db;
  clock: Clock;
  poker: Poker;
  /** How many are served at the same time, and how long one may wait for its turn. */
  turns: { pushes: number; pulls: number; waitMs: number };
}

export function addSyncRoutes(app: FastifyInstance, parts: Parts): void {
  const { clock, turns } = parts;
  const pushes = createGate({ clock, atOnce: turns.pushes, waitMs: turns.waitMs });
  const pulls = createGate({ clock, atOnce: turns.pulls, waitMs: turns.waitMs });
  app.route({
    method: 'POST',
    url: '/v1/sync/pull',
    // A cursor with its resume token takes under 600 bytes; this is room for a thousand scopes.
    bodyLimit: 512 * 1024,
    schema: {
      summary: 'What changed in the scopes this device may hold: NDJSON, zstd-compressed, with an end mark',
      tags: ['sync'],
      security: [{ device: [] }],
      body: pullRequest,
    },
    onRequest: pulls.enter,
    async handler(request, reply) {
      const principal = getPrincipalOf(request);
      const page = await pulls.work(principal.enrolmentId, async () =>
        compress(await pull(parts, principal, request.body as PullRequest), level),
      );
      return reply.header('content-type', pullContentType).send(page);
    },
  });
  addAction(app, {
    method: 'POST',
    url: '/v1/sync/push',
    summary: 'Hands in mutations in order; each is applied whole or refused whole',
    tag: 'sync',
    bodyLimit: pushBodyLimit,
    takesDraining: true,
    takesOld: true,
    body: pushRequest,
    reply: pushResponse,
    onRequest: pushes.enter,
    handle: (body, principal, senderVersion) =>
      pushes.work(principal.enrolmentId, () => push(parts, principal, body, senderVersion)),
  });
}
