import { api } from './handler.ts';

export const contentApi = {
  list: api.content.list.handler(({ input, context }) => context.services().content.list(input)),
  saveOffer: api.content.saveOffer.handler(({ input, context }) =>
    context.services().content.saveOffer(input),
  ),
  sops: api.content.sops.handler(({ context }) => context.services().content.sops()),
};
