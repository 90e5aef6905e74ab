/** The bytes of attachments, as they are: beside push and pull, which never wait for them (SPEC ATTACH). */
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { mostMegabytes } from '#shared/domain/attachment/attachment-setting.ts';
import type { Clock } from '#shared/lib/clock.ts';
import {
  bytesContentType,
  bytesPath,
  bytesRequest,
  evidencePath,
  handedInResponse,
  handInPath,
  missingPath,
  missingRequest,
  missingResponse,
} from '#shared/protocol/attachment.ts';
import type { Db } from '../db/database.ts';
import { getBytes, getEvidence, listMissing, takeBytes } from '../domain/attachment/hand-in.ts';
import type { Principal } from '../domain/principal.ts';
import { Refusal } from '../domain/refusal.ts';
import { listReviewedPeople } from '../review/reviewed-people.ts';
import { getPrincipalOf } from './authenticate.ts';
import { addAction } from './endpoint.ts';
import { createGate } from './gate.ts';

/** Each holds a whole file in memory. */
const filesAtOnce = 4;

export function addAttachmentRoutes(
  app: FastifyInstance,
  { db, clock, waitMs }: { db: Db; clock: Clock; waitMs: number },
): void {
  const turns = createGate({ clock, atOnce: filesAtOnce, waitMs });
  const common = { tags: ['attachment'], security: [{ device: [] }] };
  addAction(app, {
    method: 'POST',
    url: missingPath,
    tag: 'attachment',
    summary: 'Of which attachments the server still wants the bytes',
    takesDraining: true,
    takesOld: true,
    body: missingRequest,
    reply: missingResponse,
    handle: ({ ids }, principal) => listMissing(db, principal, ids),
  });
  app.register(async (files) => {
    files.addContentTypeParser(bytesContentType, { parseAs: 'buffer' }, (_request, body, done) =>
      done(null, body),
    );
    files.route({
      method: 'POST',
      url: handInPath,
      bodyLimit: mostMegabytes * 1_048_576,
      config: { takesDraining: true, takesOld: true },
      schema: {
        ...common,
        summary: 'Hands in the bytes of the attachment `id` as application/octet-stream; twice is once',
        response: { 200: handedInResponse },
      },
      onRequest: turns.enter,
      async handler(request) {
        const principal = getPrincipalOf(request);
        await turns.work(principal.enrolmentId, async () => {
          if (!Buffer.isBuffer(request.body))
            throw new Refusal('INVALID', `the body is not ${bytesContentType}`);
          await takeBytes(db, principal, idOf(request.query), request.body);
        });
        return { ok: true as const };
      },
    });
  });
  const addBytes = (
    url: string,
    summary: string,
    read: (principal: Principal, id: string) => Promise<Buffer>,
  ) =>
    app.route({
      method: 'POST',
      url,
      schema: { ...common, summary, body: bytesRequest },
      onRequest: turns.enter,
      async handler(request, reply) {
        const principal = getPrincipalOf(request);
        const { id } = request.body as z.infer<typeof bytesRequest>;
        const bytes = await turns.work(principal.enrolmentId, () => read(principal, id));
        return reply.header('content-type', bytesContentType).send(bytes);
      },
    });
  addBytes(bytesPath, 'The bytes of an attachment of a book the person holds', (principal, id) =>
    getBytes(db, principal, id),
  );
  addBytes(
    evidencePath,
    'The bytes of what a rep whose work the person reviews kept with a touch',
    async (principal, id) => {
      const people = await listReviewedPeople(db, principal, {});
      return getEvidence(
        db,
        principal,
        id,
        people.map((person) => person.id),
      );
    },
  );
}

const query = z.object({ id: z.guid() });

function idOf(given: unknown): string {
  const parsed = query.safeParse(given);
  if (!parsed.success) throw new Refusal('NOT_FOUND', 'no such attachment');
  return parsed.data.id;
}
