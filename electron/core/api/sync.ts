import { api } from './handler.ts';

export const syncApi = {
  state: api.sync.state.handler(({ context }) => context.services().sync.state()),
  now: api.sync.now.handler(({ context }) => context.services().sync.now()),
  rejections: api.sync.rejections.handler(({ context }) => context.services().sync.rejections()),
  dismissRejection: api.sync.dismissRejection.handler(({ input, context }) =>
    context.services().sync.dismissRejection(input.mutationId),
  ),
};
