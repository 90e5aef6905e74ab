import { api } from './handler.ts';

export const campaignApi = {
  preview: api.campaign.preview.handler(({ input, context }) => context.services().campaign.preview(input)),
  plan: api.campaign.plan.handler(({ input, context }) => context.services().campaign.plan(input)),
  list: api.campaign.list.handler(({ context }) => context.services().campaign.list()),
  stop: api.campaign.stop.handler(({ input, context }) => context.services().campaign.stop(input.id)),
  resume: api.campaign.resume.handler(({ input, context }) => context.services().campaign.resume(input.id)),
  takeBack: api.campaign.takeBack.handler(({ input, context }) =>
    context.services().campaign.takeBack(input.id),
  ),
};
