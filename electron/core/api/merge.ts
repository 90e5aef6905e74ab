import { api } from './handler.ts';

export const mergeApi = {
  preview: api.merge.preview.handler(({ input, context }) => context.services().merge.preview(input.ids)),
  run: api.merge.run.handler(({ input, context }) =>
    context.services().merge.run(input.keepId, input.otherId, input.choices),
  ),
  undo: api.merge.undo.handler(({ input, context }) => context.services().merge.undo(input.customerId)),
};
