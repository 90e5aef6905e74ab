import { api } from './handler.ts';

export const conflictApi = {
  list: api.conflict.list.handler(({ input, context }) => context.services().conflict.list(input.customerId)),
  resolve: api.conflict.resolve.handler(({ input, context }) =>
    context.services().conflict.resolve(input.ids, input.action),
  ),
  undo: api.conflict.undo.handler(({ input, context }) => context.services().conflict.undo(input.undoId)),
};
