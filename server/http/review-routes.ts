import type { FastifyInstance } from 'fastify';
import { okResponse } from '#shared/protocol/admin.ts';
import { autopsy } from '#shared/protocol/autopsy.ts';
import {
  reviewAutopsyRequest,
  decideCampaignRequest,
  reviewDaysRequest,
  reviewDaysResponse,
  reviewItemsRequest,
  reviewItemsResponse,
  reviewSignalsRequest,
  reviewSignalsResponse,
  signPromoRequest,
} from '#shared/protocol/review.ts';
import type { CommandParts } from '../domain/command.ts';
import { reviewAutopsy } from '../review/autopsy.ts';
import { reviewDays } from '../review/days.ts';
import { reviewItems } from '../review/items.ts';
import { decideCampaign } from '../review/campaigns.ts';
import { reviewSignals } from '../review/signals.ts';
import { signPromo } from '../review/sign-promo.ts';
import { addAction } from './endpoint.ts';

export function addReviewRoutes(app: FastifyInstance, parts: CommandParts): void {
  const post = { method: 'POST', tag: 'review' } as const;
  addAction(app, {
    ...post,
    url: '/v1/review/days',
    summary: 'Each rep’s days in figures',
    body: reviewDaysRequest,
    reply: reviewDaysResponse,
    handle: (body, principal) => reviewDays(parts, principal, body),
  });
  addAction(app, {
    ...post,
    url: '/v1/review/items',
    summary: 'One rep’s day, item by item',
    body: reviewItemsRequest,
    reply: reviewItemsResponse,
    handle: (body, principal) => reviewItems(parts, principal, body),
  });
  addAction(app, {
    ...post,
    url: '/v1/review/signals',
    summary: 'Complaints, blocks and block rates of the team',
    body: reviewSignalsRequest,
    reply: reviewSignalsResponse,
    handle: (body, principal) => reviewSignals(parts, principal, body),
  });
  addAction(app, {
    ...post,
    url: '/v1/review/autopsy',
    summary: 'What was done before a customer complained or left',
    body: reviewAutopsyRequest,
    reply: autopsy,
    handle: (body, principal) => reviewAutopsy(parts.db, principal, body.signalId),
  });
  addAction(app, {
    ...post,
    url: '/v1/review/sign-promo',
    summary: 'Signs, or takes back, that halved promo caps may come back',
    body: signPromoRequest,
    reply: okResponse,
    handle: (body, principal) => signPromo(parts, principal, body),
  });
  addAction(app, {
    ...post,
    url: '/v1/review/decide-campaign',
    summary: 'Approves or refuses a campaign that a rep asks for, or takes that back',
    body: decideCampaignRequest,
    reply: okResponse,
    handle: (body, principal) => decideCampaign(parts, principal, body),
  });
}
