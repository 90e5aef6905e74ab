import { api } from './handler.ts';

export const searchApi = {
  find: api.search.find.handler(({ input, context }) =>
    context.services().search.find(input.text, input.limit),
  ),
  spell: api.search.spell.handler(({ input, context }) => context.services().search.spell(input.texts)),
};
