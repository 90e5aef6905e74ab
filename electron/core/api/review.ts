import { api } from './handler.ts';

export const reviewApi = {
  days: api.review.days.handler(({ input, context }) => context.services().review.days(input)),
  items: api.review.items.handler(({ input, context }) => context.services().review.items(input)),
  signals: api.review.signals.handler(({ input, context }) => context.services().review.signals(input)),
  autopsy: api.review.autopsy.handler(({ input, context }) => context.services().review.autopsy(input)),
  evidence: api.review.evidence.handler(async ({ input, context }) => ({
    bytes: new Blob([new Uint8Array(await context.services().review.evidence(input.id))]),
  })),
  decideCampaign: api.review.decideCampaign.handler(({ input, context }) =>
    context.services().review.decideCampaign(input),
  ),
  signPromo: api.review.signPromo.handler(({ input, context }) => context.services().review.signPromo(input)),
};
