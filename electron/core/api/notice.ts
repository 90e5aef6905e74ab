import { api } from './handler.ts';

export const noticeApi = {
  take: api.notice.take.handler(({ context }) => context.services().notice.take()),
  settings: api.notice.settings.handler(({ context }) => context.services().notice.settings()),
  setOn: api.notice.setOn.handler(({ input, context }) => context.services().notice.setOn(input.on)),
};
