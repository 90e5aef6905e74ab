import { api } from './handler.ts';

export const planApi = {
  today: api.plan.today.handler(({ context }) => context.services().plan.today()),
  hidden: api.plan.hidden.handler(({ context }) => context.services().plan.hidden()),
  result: api.plan.result.handler(({ context }) => context.services().plan.result()),
  start: api.plan.start.handler(({ context }) => context.services().plan.start()),
  done: api.plan.done.handler(({ input, context }) => context.services().plan.done(input.id, input.touch)),
  likeAll: api.plan.likeAll.handler(({ input, context }) => context.services().plan.likeAll(input.ids)),
  later: api.plan.later.handler(({ input, context }) => context.services().plan.later(input.id)),
  skip: api.plan.skip.handler(({ input, context }) => context.services().plan.skip(input.id, input.reason)),
  undo: api.plan.undo.handler(({ input, context }) => context.services().plan.undo(input.id)),
  close: api.plan.close.handler(({ input, context }) => context.services().plan.close(input.reflection)),
  reopen: api.plan.reopen.handler(({ context }) => context.services().plan.reopen()),
};
