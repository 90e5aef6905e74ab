import { api } from './handler.ts';

export const sopApi = {
  list: api.sop.list.handler(({ context }) => context.services().sop.list()),
  audience: api.sop.audience.handler(({ input, context }) => context.services().sop.audience(input)),
  change: api.sop.change.handler(({ input, context }) => context.services().sop.change(input)),
  ofCustomer: api.sop.ofCustomer.handler(({ input, context }) =>
    context.services().sopEnrolment.ofCustomer(input.customerId),
  ),
  enrol: api.sop.enrol.handler(({ input, context }) =>
    context.services().sopEnrolment.enrol(input.customerId, input.code),
  ),
  leave: api.sop.leave.handler(({ input, context }) => context.services().sopEnrolment.leave(input)),
  comeBack: api.sop.comeBack.handler(({ input, context }) => context.services().sopEnrolment.comeBack(input)),
  takeBack: api.sop.takeBack.handler(({ input, context }) => context.services().sopEnrolment.takeBack(input)),
};
