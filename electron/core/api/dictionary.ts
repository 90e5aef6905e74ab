import { api } from './handler.ts';

export const dictionaryApi = {
  list: api.dictionary.list.handler(({ context }) => context.services().dictionary.list()),
  previewMerge: api.dictionary.previewMerge.handler(({ input, context }) =>
    context.services().dictionary.previewMerge(input),
  ),
  change: api.dictionary.change.handler(({ input, context }) => context.services().dictionary.change(input)),
};
