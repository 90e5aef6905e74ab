import { api } from './handler.ts';

export const promiseApi = {
  create: api.promise.create.handler(({ input: { customerId, ...promise }, context }) =>
    context.services().promise.create(customerId, promise),
  ),
  setStatus: api.promise.setStatus.handler(({ input, context }) =>
    context.services().promise.setStatus(input.id, input.status),
  ),
  delete: api.promise.delete.handler(({ input, context }) => context.services().promise.delete(input.id)),
};
