import { api } from './handler.ts';

export const accountApi = {
  today: api.account.today.handler(({ context }) => context.services().account.today()),
  setOpenedOn: api.account.setOpenedOn.handler(({ input, context }) =>
    context.services().account.setOpenedOn(input.openedOn),
  ),
  add: api.account.add.handler(({ input, context }) =>
    context.services().account.add(input.direction, input.who),
  ),
  addDone: api.account.addDone.handler(({ input, context }) => context.services().account.addDone(input.id)),
  addWait: api.account.addWait.handler(({ input, context }) => context.services().account.addWait(input.id)),
  deleteAdd: api.account.deleteAdd.handler(({ input, context }) =>
    context.services().account.deleteAdd(input.id),
  ),
  restoreAdd: api.account.restoreAdd.handler(({ input, context }) =>
    context.services().account.restoreAdd(input.id),
  ),
  createGroup: api.account.createGroup.handler(({ input, context }) =>
    context.services().account.createGroup(input),
  ),
  patchGroup: api.account.patchGroup.handler(({ input, context }) =>
    context.services().account.patchGroup(input.id, input.group),
  ),
  deleteGroup: api.account.deleteGroup.handler(({ input, context }) =>
    context.services().account.deleteGroup(input.id),
  ),
  restoreGroup: api.account.restoreGroup.handler(({ input, context }) =>
    context.services().account.restoreGroup(input.id),
  ),
  post: api.account.post.handler(({ input, context }) =>
    context.services().account.post(input.groupId, input),
  ),
  deletePost: api.account.deletePost.handler(({ input, context }) =>
    context.services().account.deletePost(input.id),
  ),
};
