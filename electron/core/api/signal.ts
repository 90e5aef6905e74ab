import { api } from './handler.ts';

export const signalApi = {
  log: api.signal.log.handler(({ input: { customerId, ...signal }, context }) =>
    context.services().signal.log(customerId, signal),
  ),
  patch: api.signal.patch.handler(({ input: { id, ...signal }, context }) =>
    context.services().signal.patch(id, signal),
  ),
  setClosed: api.signal.setClosed.handler(({ input, context }) =>
    context.services().signal.setClosed(input.id, input.closed),
  ),
  delete: api.signal.delete.handler(({ input, context }) => context.services().signal.delete(input.id)),
  restore: api.signal.restore.handler(({ input, context }) => context.services().signal.restore(input.id)),
  blockRate: api.signal.blockRate.handler(({ context }) => context.services().signal.blockRate()),
  autopsy: api.signal.autopsy.handler(({ input, context }) =>
    context.services().signal.autopsy(input.customerId),
  ),
};
