import { api } from './handler.ts';

export const mergeApi = {
  preview: api.merge.preview.handler(({ input, context }) => context.services().merge.preview(input.ids)),
  run: api.merge.run.handler(async ({ input, context }) => {
    const { merge } = context.services();
    const merged = merge.run(input.keepId, input.otherId, input.choices);
    await merge.settled();
    return merged;
  }),
  undo: api.merge.undo.handler(async ({ input, context }) => {
    const { merge } = context.services();
    const parted = merge.undo(input.customerId);
    await merge.settled();
    return parted;
  }),
};
