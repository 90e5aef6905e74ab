import { api } from './handler.ts';

export const reviewApi = {
  days: api.review.days.handler(({ input, context }) => context.services().review.days(input)),
  items: api.review.items.handler(({ input, context }) => context.services().review.items(input)),
};
