import { api } from './handler.ts';

export const appointmentApi = {
  create: api.appointment.create.handler(({ input, context }) =>
    context.services().appointment.create(input.customerId, input.appointment),
  ),
  patch: api.appointment.patch.handler(({ input, context }) =>
    context.services().appointment.patch(input.id, input.appointment),
  ),
  setStatus: api.appointment.setStatus.handler(({ input, context }) =>
    context.services().appointment.setStatus(input.id, input.status),
  ),
  delete: api.appointment.delete.handler(({ input, context }) =>
    context.services().appointment.delete(input.id),
  ),
  restore: api.appointment.restore.handler(({ input, context }) =>
    context.services().appointment.restore(input.id),
  ),
};
