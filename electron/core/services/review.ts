/** What a lead sees of the team: asked of the server each time, never kept on the device. */
import {
  reviewDaysResponse,
  reviewItemsResponse,
  type ReviewDaysRequest,
  type reviewItemsRequest,
} from '#shared/protocol/review.ts';
import type { z } from 'zod';
import type { CoreContext } from '../core-context.ts';

export function createReviewService({ server }: CoreContext) {
  return {
    days: (request: ReviewDaysRequest) => server.post('/v1/review/days', request, reviewDaysResponse),
    items: (request: z.infer<typeof reviewItemsRequest>) =>
      server.post('/v1/review/items', request, reviewItemsResponse),
  };
}
