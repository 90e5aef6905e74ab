import { api } from './handler.ts';

export const promiseApi = {
  create: api.promise.create.handler(({ input: { customerId, ...promise }, context }) =>
    context.services().promise.create(customerId, promise),
  ),
  patch: api.promise.patch.handler(({ input, context }) =>
    context.services().promise.patch(input.id, input.promise),
  ),
  setStatus: api.promise.setStatus.handler(({ input, context }) =>
    context.services().promise.setStatus(input.id, input.status),
  ),
  delete: api.promise.delete.handler(({ input, context }) => context.services().promise.delete(input.id)),
  restore: api.promise.restore.handler(({ input, context }) => context.services().promise.restore(input.id)),
};
