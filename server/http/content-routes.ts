import type { FastifyInstance } from 'fastify';
import { saveOfferRequest, saveOfferResponse } from '#shared/protocol/content.ts';
import type { CommandParts } from '../domain/command.ts';
import { saveOffer } from '../domain/content.ts';
import { addAction } from './endpoint.ts';

export function addContentRoutes(app: FastifyInstance, parts: CommandParts): void {
  addAction(app, {
    method: 'POST',
    tag: 'content',
    url: '/v1/content/save-offer',
    summary: 'An offer of the library: made, changed, taken away or put back',
    body: saveOfferRequest,
    reply: saveOfferResponse,
    handle: (body, principal) => saveOffer(parts, principal, body),
  });
}
