import { api } from './handler.ts';

export const needApi = {
  create: api.need.create.handler(({ input, context }) =>
    context.services().need.create(input.customerId, input.body),
  ),
  patch: api.need.patch.handler(({ input, context }) => context.services().need.patch(input.id, input.body)),
  setStatus: api.need.setStatus.handler(({ input, context }) =>
    context.services().need.setStatus(input.id, input.status),
  ),
  delete: api.need.delete.handler(({ input, context }) => context.services().need.delete(input.id)),
  restore: api.need.restore.handler(({ input, context }) => context.services().need.restore(input.id)),
};

export const interestApi = {
  see: api.interest.see.handler(({ input: { customerId, ...seen }, context }) =>
    context.services().interest.see(customerId, seen),
  ),
  remove: api.interest.remove.handler(({ input, context }) =>
    context.services().interest.remove(input.customerId, input.topic),
  ),
  delete: api.interest.delete.handler(({ input, context }) => context.services().interest.delete(input.ids)),
  restore: api.interest.restore.handler(({ input, context }) =>
    context.services().interest.restore(input.ids),
  ),
};

export const relationApi = {
  create: api.relation.create.handler(({ input, context }) =>
    context.services().relation.create(input.customerId, input.relation),
  ),
  patch: api.relation.patch.handler(({ input, context }) =>
    context.services().relation.patch(input.id, input.relation),
  ),
  delete: api.relation.delete.handler(({ input, context }) => context.services().relation.delete(input.id)),
  restore: api.relation.restore.handler(({ input, context }) =>
    context.services().relation.restore(input.id),
  ),
};

export const orderApi = {
  create: api.order.create.handler(({ input, context }) =>
    context.services().order.create(input.customerId, input.order),
  ),
  patch: api.order.patch.handler(({ input, context }) =>
    context.services().order.patch(input.id, input.order),
  ),
  delete: api.order.delete.handler(({ input, context }) => context.services().order.delete(input.id)),
  restore: api.order.restore.handler(({ input, context }) => context.services().order.restore(input.id)),
};

export const endorsementApi = {
  create: api.endorsement.create.handler(({ input, context }) =>
    context.services().endorsement.create(input.customerId, input.endorsement),
  ),
  patch: api.endorsement.patch.handler(({ input, context }) =>
    context.services().endorsement.patch(input.id, input.endorsement),
  ),
  delete: api.endorsement.delete.handler(({ input, context }) =>
    context.services().endorsement.delete(input.id),
  ),
  restore: api.endorsement.restore.handler(({ input, context }) =>
    context.services().endorsement.restore(input.id),
  ),
};
