/** `GET /v1/sync/poke`: server-sent events for one device, only of scopes it may hold. */
import type { FastifyInstance } from 'fastify';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { PokeEvent } from '#shared/protocol/sync.ts';
import type { Db } from '../db/database.ts';
import { errorCode } from '../db/error-code.ts';
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

/** A comment costs nothing, the check asks the database. */
const beatsPerCheck = 4;
/** Bytes that may wait for a slow reader. */
const maxUnsent = 64 * 1024;
/** One is in use; those before it may be left over from a line that broke unnoticed. */
const maxStreamsPerDevice = 3;

export function addPokeRoute(app: FastifyInstance, parts: Parts): void {
  const { db, clock, log, poker, heartbeatMs } = parts;
  /** By enrolment, oldest first. */
  const open = new Map<string, Array<() => void>>();
  app.addHook('preClose', async () => {
    for (const ends of open.values()) for (const end of [...ends]) end();
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
      const { companyId, personId, enrolmentId } = getPrincipalOf(request);
      const token = tokenOf(request);
      /** Throws a {@link Refusal} when the session has ended. */
      const scopeIds = async () => {
        await getPrincipal(db, clock, token);
        return new Set((await listHeldScopes(db, companyId, personId)).map((scope) => scope.id));
      };
      let held = new Set<string>();
      const early: PokeNotice[] = [];
      let onNotice = (notice: PokeNotice) => void early.push(notice);
      // Subscribed before it is asked what holds now, so that nothing committed in between is missed.
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
      const siblings = open.get(enrolmentId) ?? [];
      let isOpen = true;
      const end = () => {
        if (!isOpen) return;
        isOpen = false;
        clearInterval(heartbeat);
        unsubscribe();
        siblings.splice(siblings.indexOf(end), 1);
        if (siblings.length === 0) open.delete(enrolmentId);
        // What a device has not read is of no use to it: it connects again and pulls.
        if (stream.writableLength > maxUnsent) stream.destroy();
        else stream.end();
      };
      const write = (text: string) => {
        if (stream.writableLength > maxUnsent) end();
        else if (isOpen) stream.write(`${text}\n\n`);
      };
      const send = (event: PokeEvent) => write(`data: ${JSON.stringify(event)}`);
      const poke = (scope: string, version: number) => {
        if (held.has(scope)) send({ kind: 'poke', scope, version });
      };

      /** Scopes that moved while it is being asked which of them are held. */
      let moved: Map<string, number> | undefined;
      let checks = 0;
      /** Asks again whether the session stands and what it holds; pokes wait for the answer to the newest question. */
      const check = async () => {
        const number = ++checks;
        moved ??= new Map();
        const now = await heldNow();
        if (number !== checks || !isOpen) return;
        const isSame = now.size === held.size && [...now].every((id) => held.has(id));
        held = now;
        if (!isSame) send({ kind: 'scopes' });
        const late = moved;
        moved = undefined;
        for (const [scope, version] of late) poke(scope, version);
      };
      /** Nothing while it cannot be found out; the next check tells the device to look. */
      const heldNow = async (): Promise<Set<string>> => {
        try {
          return await scopeIds();
        } catch (error) {
          if (error instanceof Refusal) end();
          else log.warn({ code: errorCode(error) }, 'poke.not_checked');
          return new Set();
        }
      };
      // A session can end, and a scope can go, without a notice that arrives.
      let beats = 0;
      const heartbeat = setInterval(() => {
        write(': still here');
        if (++beats % beatsPerCheck === 0) void check();
      }, heartbeatMs / beatsPerCheck);
      siblings.push(end);
      open.set(enrolmentId, siblings);
      if (siblings.length > maxStreamsPerDevice) siblings[0]!();
      stream.on('close', end);
      stream.on('error', end);

      onNotice = (notice) => {
        if ('scope' in notice) {
          if (moved) moved.set(notice.scope, notice.version);
          else poke(notice.scope, notice.version);
        } else if ('restored' in notice) {
          // Devices distrust a line that breaks: they pull before they hand in anything.
          end();
        } else if (notice.person === personId) {
          void check();
        }
      };
      for (const notice of early) onNotice(notice);
      // Gone while its scopes were read: `close` has already been.
      if (stream.destroyed) end();
    },
  });
}
