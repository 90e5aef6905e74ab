/** The methods of the page about the person's own WeChat account, by hand. */
import { rowIdOf } from './place.ts';
import { body, idOf, type Call, type MethodDoor } from './method-door.ts';

type Today = Awaited<ReturnType<Call['api']['account']['today']>>;
/** What was added or waits; other doors have changed who it is. */
const showsAdds = (answer: unknown) => {
  const { waiting, adds } = answer as Today;
  return waiting.length + adds.active.used + adds.passive.used > 0;
};
const showsGroups = (answer: unknown) => (answer as Today).groups.length > 0;
/** Another day with every call, so that something changes. */
const dayOf = ({ number }: Call) => `20${10 + (number % 80)}-01-01`;

export const accountMethods: Record<string, MethodDoor | MethodDoor[]> = {
  'account.today': [
    {
      entity: 'friend_add',
      action: 'list',
      call: ({ api }) => api.account.today(),
      shows: showsAdds,
      onlyOwn: true,
    },
    {
      entity: 'group_chat',
      action: 'list',
      call: ({ api }) => api.account.today(),
      shows: showsGroups,
      onlyOwn: true,
    },
  ],
  'account.setOpenedOn': {
    entity: 'wechat_account',
    action: 'change',
    call: (given) => given.api.account.setOpenedOn({ openedOn: dayOf(given) }),
    onlyOwn: true,
  },
  'account.add': {
    entity: 'friend_add',
    action: 'create',
    call: ({ api }) => api.account.add({ direction: 'passive', who: body.slice(0, 200) }),
    onlyOwn: true,
  },
  'account.addDone': {
    entity: 'friend_add',
    action: 'change',
    call: (given) => given.api.account.addDone(idOf(given, 'friend_add')),
  },
  'account.addWait': {
    entity: 'friend_add',
    action: 'change',
    call: (given) => given.api.account.addWait(idOf(given, 'friend_add')),
  },
  'account.deleteAdd': {
    entity: 'friend_add',
    action: 'delete',
    call: (given) => given.api.account.deleteAdd(idOf(given, 'friend_add')),
  },
  'account.restoreAdd': {
    entity: 'friend_add',
    action: 'delete',
    call: (given) => given.api.account.restoreAdd(idOf(given, 'friend_add')),
  },
  'account.createGroup': {
    entity: 'group_chat',
    action: 'create',
    call: (given) => given.api.account.createGroup({ name: body.slice(0, 200), startedOn: dayOf(given) }),
    onlyOwn: true,
  },
  'account.patchGroup': {
    entity: 'group_chat',
    action: 'change',
    call: (given) =>
      given.api.account.patchGroup({
        ...idOf(given, 'group_chat'),
        group: { name: body.slice(0, 200), startedOn: dayOf(given) },
      }),
  },
  'account.deleteGroup': {
    entity: 'group_chat',
    action: 'delete',
    call: (given) => given.api.account.deleteGroup(idOf(given, 'group_chat')),
  },
  'account.restoreGroup': {
    entity: 'group_chat',
    action: 'delete',
    call: (given) => given.api.account.restoreGroup(idOf(given, 'group_chat')),
  },
  'account.post': {
    entity: 'group_post',
    action: 'create',
    call: (given) =>
      given.api.account.post({ groupId: rowIdOf(given.target, 'group_chat'), touchClass: 'care', body }),
  },
  'account.deletePost': {
    entity: 'group_post',
    action: 'delete',
    call: (given) => given.api.account.deletePost(idOf(given, 'group_post')),
  },
};
