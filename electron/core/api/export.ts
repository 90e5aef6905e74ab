import { api } from './handler.ts';

export const exportApi = {
  allowance: api.export.allowance.handler(({ context }) => context.services().export.allowance()),
  run: api.export.run.handler(({ input, context }) => context.services().export.run(input)),
};
