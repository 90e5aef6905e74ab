import { api } from './handler.ts';

export const patrolApi = {
  card: api.patrol.card.handler(({ context }) => context.services().patrol.card()),
  log: api.patrol.log.handler(({ input: { customerId, ...look }, context }) =>
    context.services().patrol.log(customerId, look),
  ),
  undo: api.patrol.undo.handler(({ input, context }) => context.services().patrol.undo(input.id)),
};
