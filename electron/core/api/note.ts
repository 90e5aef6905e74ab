import { api } from './handler.ts';

export const noteApi = {
  create: api.note.create.handler(({ input, context }) =>
    context.services().note.create(input.customerId, input.body, input.followUp, input.attachments),
  ),
  delete: api.note.delete.handler(({ input, context }) => context.services().note.delete(input.id)),
  restore: api.note.restore.handler(({ input, context }) => context.services().note.restore(input.id)),
};
