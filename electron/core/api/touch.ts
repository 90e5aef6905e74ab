import { api } from './handler.ts';

export const touchApi = {
  log: api.touch.log.handler(({ input: { customerId, ...touch }, context }) =>
    context.services().touch.log(customerId, touch),
  ),
  setReplied: api.touch.setReplied.handler(({ input, context }) =>
    context.services().touch.setReplied(input.id, input.replied),
  ),
  delete: api.touch.delete.handler(({ input, context }) => context.services().touch.delete(input.id)),
  restore: api.touch.restore.handler(({ input, context }) => context.services().touch.restore(input.id)),
};
