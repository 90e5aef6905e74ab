import { api } from './handler.ts';

export const surpriseApi = {
  list: api.surprise.list.handler(({ input, context }) => context.services().surprise.list(input.customerId)),
  create: api.surprise.create.handler(({ input: { customerId, ...surprise }, context }) =>
    context.services().surprise.create(customerId, surprise),
  ),
  createAll: api.surprise.createAll.handler(({ input: { customerId, ideas }, context }) =>
    context.services().surprise.createAll(customerId, ideas),
  ),
  patch: api.surprise.patch.handler(({ input: { id, ...surprise }, context }) =>
    context.services().surprise.patch(id, surprise),
  ),
  setStatus: api.surprise.setStatus.handler(({ input, context }) =>
    context.services().surprise.setStatus(input.id, input.status),
  ),
  delete: api.surprise.delete.handler(({ input, context }) => context.services().surprise.delete(input.id)),
  deleteAll: api.surprise.deleteAll.handler(({ input, context }) =>
    context.services().surprise.deleteAll(input.ids),
  ),
};
