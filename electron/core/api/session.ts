import { api } from './handler.ts';

export const sessionApi = {
  get: api.session.get.handler(({ context }) => context.session.get()),
  signIn: api.session.signIn.handler(({ input, context }) => context.session.signIn(input)),
  contact: api.session.contact.handler(({ context }) => context.session.contact()),
  signOut: api.session.signOut.handler(({ context }) => context.session.signOut()),
};
