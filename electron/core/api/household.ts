import { api } from './handler.ts';

export const householdApi = {
  link: api.household.link.handler(({ input: { customerId, otherId, relation }, context }) =>
    context.services().household.link(customerId, otherId, relation),
  ),
  remove: api.household.remove.handler(({ input, context }) =>
    context.services().household.remove(input.ids),
  ),
  restore: api.household.restore.handler(({ input, context }) =>
    context.services().household.restore(input.ids),
  ),
};
