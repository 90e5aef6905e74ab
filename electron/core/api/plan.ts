import { api, type ApiContext } from './handler.ts';

/** The list is brought up to date first, in slices: a big book must not keep other calls waiting. */
async function ready({ services }: ApiContext) {
  const { plan } = services();
  await plan.prepare();
  return plan;
}

/** A change of the plan itself makes the list be looked at again, which also goes in slices. */
async function changed(context: ApiContext, change: (plan: Awaited<ReturnType<typeof ready>>) => void) {
  change(await ready(context));
  return (await ready(context)).today();
}

export const planApi = {
  today: api.plan.today.handler(async ({ context }) => (await ready(context)).today()),
  hidden: api.plan.hidden.handler(async ({ input, context }) => (await ready(context)).hiddenPage(input)),
  draft: api.plan.draft.handler(({ input, context }) => ({
    text: context.services().plan.draft(input.id, input.contentId),
  })),
  result: api.plan.result.handler(async ({ context }) => (await ready(context)).result()),
  week: api.plan.week.handler(({ input, context }) => context.services().plan.week(input.on)),
  start: api.plan.start.handler(({ context }) => changed(context, (plan) => plan.start())),
  done: api.plan.done.handler(({ input, context }) => context.services().plan.done(input.id, input.touch)),
  likeAll: api.plan.likeAll.handler(({ input, context }) => context.services().plan.likeAll(input.ids)),
  later: api.plan.later.handler(({ input, context }) => context.services().plan.later(input.id)),
  skip: api.plan.skip.handler(({ input, context }) => context.services().plan.skip(input.id, input.reason)),
  undo: api.plan.undo.handler(({ input, context }) => context.services().plan.undo(input.id)),
  close: api.plan.close.handler(({ input, context }) =>
    changed(context, (plan) => plan.close(input.reflection)),
  ),
  reopen: api.plan.reopen.handler(({ context }) => changed(context, (plan) => plan.reopen())),
};
