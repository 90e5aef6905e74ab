import type { FastifyInstance } from 'fastify';
import type { Clock } from '#shared/lib/clock.ts';
import {
  reviewDaysRequest,
  reviewDaysResponse,
  reviewItemsRequest,
  reviewItemsResponse,
} from '#shared/protocol/review.ts';
import type { Db } from '../db/database.ts';
import { reviewDays } from '../review/days.ts';
import { reviewItems } from '../review/items.ts';
import { addAction } from './endpoint.ts';

export function addReviewRoutes(app: FastifyInstance, parts: { db: Db; clock: Clock }): void {
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
}
