/** What a lead sees of the team: asked of the server each time, never kept on the device. */
import { okResponse } from '#shared/protocol/admin.ts';
import { evidencePath } from '#shared/protocol/attachment.ts';
import { autopsy } from '#shared/protocol/autopsy.ts';
import {
  reviewDaysResponse,
  reviewItemsResponse,
  reviewSignalsResponse,
  type decideCampaignRequest,
  type ReviewDaysRequest,
  type reviewAutopsyRequest,
  type reviewItemsRequest,
  type reviewSignalsRequest,
  type signPromoRequest,
} from '#shared/protocol/review.ts';
import type { z } from 'zod';
import type { CoreContext } from '../core-context.ts';
import { CoreError } from '../core-error.ts';
import { ServerError } from '../server-client/server-error.ts';

export function createReviewService({ server }: CoreContext) {
  return {
    async evidence(id: string): Promise<Buffer> {
      try {
        return await server.readBytes(evidencePath, { id });
      } catch (error) {
        if (!(error instanceof ServerError) || error.code !== 'NOT_FOUND') throw error;
        throw new CoreError('REFUSED', 'ATTACHMENT_NOT_HANDED_IN', { cause: error });
      }
    },
    days: (request: ReviewDaysRequest) => server.post('/v1/review/days', request, reviewDaysResponse),
    items: (request: z.infer<typeof reviewItemsRequest>) =>
      server.post('/v1/review/items', request, reviewItemsResponse),
    signals: (request: z.infer<typeof reviewSignalsRequest>) =>
      server.post('/v1/review/signals', request, reviewSignalsResponse),
    autopsy: (request: z.infer<typeof reviewAutopsyRequest>) =>
      server.post('/v1/review/autopsy', request, autopsy),
    decideCampaign: (request: z.input<typeof decideCampaignRequest>) =>
      server.post('/v1/review/decide-campaign', request, okResponse),
    signPromo: (request: z.infer<typeof signPromoRequest>) =>
      server.post('/v1/review/sign-promo', request, okResponse),
  };
}
