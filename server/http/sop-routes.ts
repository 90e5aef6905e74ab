import type { FastifyInstance } from 'fastify';
import {
  sopAudienceCount,
  sopAudienceRequest,
  sopChange,
  sopChangeResponse,
  sopListResponse,
} from '#shared/protocol/sop.ts';
import type { CommandParts } from '../domain/command.ts';
import { countSopAudience } from '../domain/sop-audience.ts';
import { listSops } from '../domain/sop-list.ts';
import { changeSop } from '../domain/sop.ts';
import { addAction, addQuery } from './endpoint.ts';

export function addSopRoutes(app: FastifyInstance, parts: CommandParts): void {
  addQuery(app, {
    method: 'GET',
    tag: 'sop',
    url: '/v1/sop/list',
    summary: 'The SOPs with all editions and how many customers are on each',
    reply: sopListResponse,
    handle: (principal) => listSops(parts, principal),
  });
  addAction(app, {
    method: 'POST',
    tag: 'sop',
    url: '/v1/sop/audience',
    summary: 'How many customers of the company a saved view means now',
    body: sopAudienceRequest,
    reply: sopAudienceCount,
    handle: (body, principal) => countSopAudience(parts, principal, body),
  });
  addAction(app, {
    method: 'POST',
    tag: 'sop',
    url: '/v1/sop/change',
    summary: 'SOPs: made, published anew, taken back, retired, restored',
    // 50 steps of 2,200 characters in UTF-8.
    bodyLimit: 512 * 1024,
    body: sopChange,
    reply: sopChangeResponse,
    handle: (body, principal) => changeSop(parts, principal, body),
  });
}
