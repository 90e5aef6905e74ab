/** Health and API description: for load balancers and people, without sign-in. */
import { sql } from 'kysely';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { protocolVersion } from '#shared/protocol/version.ts';
import type { Db } from '../db/database.ts';

export function addMetaRoutes(app: FastifyInstance, db: Db): void {
  app.get(
    '/health',
    {
      schema: {
        summary: 'Whether the server and its database answer',
        tags: ['meta'],
        response: { 200: z.object({ ok: z.literal(true), protocol: z.int() }) },
      },
    },
    async () => {
      await sql`select 1`.execute(db);
      return { ok: true as const, protocol: protocolVersion };
    },
  );
  app.get(
    '/openapi.json',
    { schema: { summary: 'This description', tags: ['meta'], response: { 200: z.looseObject({}) } } },
    async () => app.swagger(),
  );
}
