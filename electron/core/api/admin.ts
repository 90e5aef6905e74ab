import { api } from './handler.ts';

export const adminApi = {
  people: api.admin.people.handler(({ context }) => context.services().admin.people()),
  devices: api.admin.devices.handler(({ context }) => context.services().admin.devices()),
  audit: api.admin.audit.handler(({ context }) => context.services().admin.audit()),
  createPerson: api.admin.createPerson.handler(({ input, context }) =>
    context.services().admin.createPerson(input),
  ),
  leave: api.admin.leave.handler(({ input, context }) => context.services().admin.leave(input)),
  createEnrolmentCode: api.admin.createEnrolmentCode.handler(({ input, context }) =>
    context.services().admin.createEnrolmentCode(input),
  ),
  setEnrolmentPolicy: api.admin.setEnrolmentPolicy.handler(({ input, context }) =>
    context.services().admin.setEnrolmentPolicy(input),
  ),
  revokeDevice: api.admin.revokeDevice.handler(({ input, context }) =>
    context.services().admin.revokeDevice(input),
  ),
  previewBook: api.admin.previewBook.handler(({ input, context }) =>
    context.services().admin.previewBook(input),
  ),
  reassign: api.admin.reassign.handler(({ input, context }) => context.services().admin.reassign(input)),
  bookCustomers: api.admin.bookCustomers.handler(({ input, context }) =>
    context.services().admin.bookCustomers(input),
  ),
  split: api.admin.split.handler(({ input, context }) => context.services().admin.split(input)),
  splits: api.admin.splits.handler(({ context }) => context.services().admin.splits()),
};
