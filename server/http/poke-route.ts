/** `GET /v1/sync/poke`: server-sent events for one device, only of scopes it may hold. */
import type { FastifyInstance } from 'fastify';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { PokeEvent } from '#shared/protocol/sync.ts';
import type { Db } from '../db/database.ts';
import { errorCode } from '../db/open-database.ts';
import { getPrincipal } from '../domain/principal.ts';
import { Refusal } from '../domain/refusal.ts';
import { listHeldScopes } from '../domain/scope.ts';
import type { PokeNotice, Poker } from '../sync/poke.ts';
import { getPrincipalOf, tokenOf } from './authenticate.ts';

interface Parts {
  db: Db;
  clock: Clock;
  log: Logger;
  poker: Poker;
  heartbeatMs: number;
}

/** Bytes that may wait for a slow reader. */
const maxUnsent = 64 * 1024;

export function addPokeRoute(app: FastifyInstance, parts: Parts): void {
  const { db, clock, log, poker, heartbeatMs } = parts;
  const open = new Set<() => void>();
  app.addHook('preClose', async () => {
    for (const end of open) end();
  });
  app.route({
    method: 'GET',
    url: '/v1/sync/poke',
    schema: {
      summary: 'Server-sent events: a scope moved, or the list of scopes changed',
      tags: ['sync'],
      security: [{ device: [] }],
    },
    async handler(request, reply) {
      const principal = getPrincipalOf(request);
      const token = tokenOf(request);
      const scopeIds = async () =>
        new Set((await listHeldScopes(db, principal.companyId, principal.personId)).map((scope) => scope.id));
      let held = new Set<string>();
      const early: PokeNotice[] = [];
      let onNotice = (notice: PokeNotice) => void early.push(notice);
      // Subscribed before the scopes are read, so that nothing committed in between is missed.
      const unsubscribe = poker.subscribe((notice) => onNotice(notice));
      try {
        held = await scopeIds();
      } catch (error) {
        unsubscribe();
        throw error;
      }
      reply.hijack();
      const stream = reply.raw;
      stream.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      stream.write(': open\n\n');
      const end = () => {
        clearInterval(heartbeat);
        unsubscribe();
        open.delete(end);
        stream.end();
      };
      const endIfRefused = (error: unknown) => {
        if (error instanceof Refusal) end();
        else log.warn({ code: errorCode(error) }, 'poke.not_checked');
      };
      // A session can end without a notice: signed in again elsewhere, or the notice was lost.
      const heartbeat = setInterval(() => {
        stream.write(': still here\n\n');
        getPrincipal(db, clock, token).catch(endIfRefused);
      }, heartbeatMs);
      open.add(end);
      stream.on('close', end);
      stream.on('error', end);

      const send = (event: PokeEvent) => {
        // A device that does not read is let go; it connects again and pulls.
        if (stream.writableLength > maxUnsent) end();
        else stream.write(`data: ${JSON.stringify(event)}\n\n`);
      };
      const recheck = async () => {
        await getPrincipal(db, clock, token);
        held = await scopeIds();
        send({ kind: 'scopes' });
      };
      onNotice = (notice) => {
        if ('scope' in notice) {
          if (held.has(notice.scope)) send({ kind: 'poke', scope: notice.scope, version: notice.version });
        } else if (notice.person === principal.personId) {
          recheck().catch(endIfRefused);
        }
      };
      for (const notice of early) onNotice(notice);
      // Gone while its scopes were read: `close` has already been.
      if (stream.destroyed) end();
    },
  });
}
