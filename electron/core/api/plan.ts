import { api, type ApiContext } from './handler.ts';

/** The list is brought up to date first, in slices: a big book must not keep other calls waiting. */
async function ready({ services }: ApiContext) {
  const { plan } = services();
  await plan.prepare();
  return plan;
}

export const planApi = {
  today: api.plan.today.handler(async ({ context }) => (await ready(context)).today()),
  hidden: api.plan.hidden.handler(async ({ input, context }) => (await ready(context)).hidden(input?.kinds)),
  result: api.plan.result.handler(async ({ context }) => (await ready(context)).result()),
  start: api.plan.start.handler(async ({ context }) => (await ready(context)).start()),
  done: api.plan.done.handler(({ input, context }) => context.services().plan.done(input.id, input.touch)),
  likeAll: api.plan.likeAll.handler(({ input, context }) => context.services().plan.likeAll(input.ids)),
  later: api.plan.later.handler(({ input, context }) => context.services().plan.later(input.id)),
  skip: api.plan.skip.handler(({ input, context }) => context.services().plan.skip(input.id, input.reason)),
  undo: api.plan.undo.handler(({ input, context }) => context.services().plan.undo(input.id)),
  close: api.plan.close.handler(async ({ input, context }) => (await ready(context)).close(input.reflection)),
  reopen: api.plan.reopen.handler(async ({ context }) => (await ready(context)).reopen()),
};
