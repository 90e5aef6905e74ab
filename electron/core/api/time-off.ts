import { api } from './handler.ts';

export const timeOffApi = {
  list: api.timeOff.list.handler(({ context }) => context.services().timeOff.list()),
  addLeave: api.timeOff.addLeave.handler(({ input, context }) => context.services().timeOff.addLeave(input)),
  deleteLeave: api.timeOff.deleteLeave.handler(({ input, context }) =>
    context.services().timeOff.deleteLeave(input.id),
  ),
  restoreLeave: api.timeOff.restoreLeave.handler(({ input, context }) =>
    context.services().timeOff.restoreLeave(input.id),
  ),
  addMeeting: api.timeOff.addMeeting.handler(({ input, context }) =>
    context.services().timeOff.addMeeting(input),
  ),
  deleteMeeting: api.timeOff.deleteMeeting.handler(({ input, context }) =>
    context.services().timeOff.deleteMeeting(input.id),
  ),
  restoreMeeting: api.timeOff.restoreMeeting.handler(({ input, context }) =>
    context.services().timeOff.restoreMeeting(input.id),
  ),
};
