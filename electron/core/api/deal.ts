import { api } from './handler.ts';

export const dealApi = {
  create: api.deal.create.handler(({ input, context }) =>
    context.services().deal.create(input.customerId, input.deal),
  ),
  patch: api.deal.patch.handler(({ input, context }) => context.services().deal.patch(input.id, input.deal)),
  setStage: api.deal.setStage.handler(({ input, context }) =>
    context.services().deal.setStage(input.id, input.stage),
  ),
  win: api.deal.win.handler(({ input, context }) => context.services().deal.win(input.id, input.order)),
  lose: api.deal.lose.handler(({ input, context }) => context.services().deal.lose(input.id, input.reason)),
  reopen: api.deal.reopen.handler(({ input, context }) =>
    context.services().deal.reopen(input.id, input.orderId),
  ),
  delete: api.deal.delete.handler(({ input, context }) => context.services().deal.delete(input.id)),
  restore: api.deal.restore.handler(({ input, context }) => context.services().deal.restore(input.id)),
};
