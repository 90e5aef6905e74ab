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

const compress = promisify(zstdCompress);
/** Text compresses 5 to 10 times at the fastest levels; more effort would cost the server more than it saves the line. */
const level = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

export function addSyncRoutes(app: FastifyInstance, parts: { db: Db; clock: Clock; poker: Poker }): void {
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
    async handler(request, reply) {
      const text = await pull(parts, getPrincipalOf(request), request.body as PullRequest);
      return reply.header('content-type', pullContentType).send(await compress(text, level));
    },
  });
  addAction(app, {
    method: 'POST',
    url: '/v1/sync/push',
    summary: 'Hands in mutations in order; each is applied whole or refused whole',
    tag: 'sync',
    bodyLimit: pushBodyLimit,
    body: pushRequest,
    reply: pushResponse,
    handle: (body, principal) => push(parts, principal, body),
  });
}
