/** Entities of a user scope about the WeChat account a person works with: its age, friends added, groups (rules.md R4). */
import type { Id } from '../id.ts';
import { touchClasses } from './book.ts';
import { choice, date, id, instant, nullable, text } from './column.ts';
import { defineEntity, type Row } from './entity.ts';

/** Since when the account is in use. One live row a person; of several the first one counts. */
export const wechatAccount = defineEntity({
  name: 'wechat_account',
  scope: 'user',
  write: 'patch',
  since: 4,
  columns: { openedOn: date({ patch: true }) },
});

/** `active`: we asked them. `passive`: they asked us. */
export const addDirections = ['active', 'passive'] as const;
export type AddDirection = (typeof addDirections)[number];

/** A friend added, or one that waits because the account has added enough for now. */
export const friendAdd = defineEntity({
  name: 'friend_add',
  scope: 'user',
  write: 'patch',
  since: 4,
  columns: {
    direction: choice(addDirections),
    /** Whom; may be empty of one that was added. */
    who: text(200, { patch: true }),
    /** Null while it waits. */
    doneAt: nullable(instant({ patch: true })),
  },
});

/** A group chat the person posts in. */
export const groupChat = defineEntity({
  name: 'group_chat',
  scope: 'user',
  write: 'patch',
  since: 4,
  columns: {
    name: text(200, { patch: true }),
    startedOn: date({ patch: true }),
  },
});

/** Something posted in a group, in a few words. */
export const groupPost = defineEntity({
  name: 'group_post',
  scope: 'user',
  write: 'insert',
  since: 4,
  columns: {
    groupId: id<Id<'group_chat'>>(),
    touchClass: choice(touchClasses),
    body: text(2_000),
    happenedAt: instant(),
  },
});

export type FriendAdd = Row<typeof friendAdd>;
export type GroupChat = Row<typeof groupChat>;
export type GroupPost = Row<typeof groupPost>;
