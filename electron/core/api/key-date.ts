import { api } from './handler.ts';

export const keyDateApi = {
  create: api.keyDate.create.handler(({ input, context }) =>
    context.services().keyDate.create(input.customerId, input.date),
  ),
  patch: api.keyDate.patch.handler(({ input, context }) =>
    context.services().keyDate.patch(input.id, input.date),
  ),
  delete: api.keyDate.delete.handler(({ input, context }) => context.services().keyDate.delete(input.id)),
  restore: api.keyDate.restore.handler(({ input, context }) => context.services().keyDate.restore(input.id)),
};
