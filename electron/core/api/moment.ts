import { api } from './handler.ts';

export const momentApi = {
  log: api.moment.log.handler(({ input: { customerId, ...moment }, context }) =>
    context.services().moment.log(customerId, moment),
  ),
  respond: api.moment.respond.handler(({ input: { momentId, ...response }, context }) =>
    context.services().moment.respond(momentId, response),
  ),
  writer: api.moment.writer.handler(({ input, context }) =>
    context.services().comment.writer(input.momentId),
  ),
  openers: api.moment.openers.handler(({ input, context }) =>
    context.services().opener.openers(input.momentId),
  ),
  chainFigures: api.moment.chainFigures.handler(({ context }) => context.services().opener.chainFigures()),
  saveDraft: api.moment.saveDraft.handler(({ input: { momentId, ...draft }, context }) =>
    context.services().comment.saveDraft(momentId, draft),
  ),
  delete: api.moment.delete.handler(({ input, context }) => context.services().moment.delete(input.id)),
  restore: api.moment.restore.handler(({ input, context }) => context.services().moment.restore(input.id)),
};
