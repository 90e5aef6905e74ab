import { api } from './handler.ts';

export const settingApi = {
  places: api.setting.places.handler(({ context }) => context.services().setting.places()),
  list: api.setting.list.handler(({ input, context }) => context.services().setting.list(input)),
  set: api.setting.set.handler(({ input, context }) => context.services().setting.set(input)),
};
