import { api } from './handler.ts';

export const sessionApi = {
  get: api.session.get.handler(({ context }) => context.session.get()),
  signIn: api.session.signIn.handler(({ input, context }) => context.session.signIn(input)),
  recover: api.session.recover.handler(({ input, context }) => context.session.recover(input)),
  dismissRecovered: api.session.dismissRecovered.handler(({ context }) => context.session.dismissRecovered()),
  contact: api.session.contact.handler(({ context }) => context.session.contact()),
  signOut: api.session.signOut.handler(({ context }) => context.session.signOut()),
};
