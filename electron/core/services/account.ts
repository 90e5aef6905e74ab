/** Safety of the WeChat account (rules.md R4): friends added by its age, offers in groups. */
import type { AccountView, GroupFields, GroupView } from '#shared/contract/account.ts';
import { dateOf, dayMs, daysBetween, startOfDate } from '#shared/domain/calendar.ts';
import type { AddDirection, GroupPost } from '#shared/domain/entity/account.ts';
import type { EntityName } from '#shared/domain/entity/registry.ts';
import { addStageOf, friendAddLimit, groupRefusal, nextAddAt } from '#shared/domain/plan/guard/account.ts';
import { instantOf } from '#shared/lib/clock.ts';
import { uuidv7 } from '#shared/lib/uuid.ts';
import type { CoreContext } from '../core-context.ts';
import { CoreError } from '../core-error.ts';
import { findAccount, listAdds, listGroups, type GroupRow } from '../db/repository/account.ts';
import { loadSettings } from '../db/repository/company-data.ts';
import { getRow } from '../db/repository/customer.ts';
import type { LocalWrite } from '../local-write.ts';
import { socialInHour } from './like-check.ts';

type Own = Extract<EntityName, 'wechat_account' | 'friend_add' | 'group_chat' | 'group_post'>;

/** Days over which a group's posts are counted. */
const postDays = 30;
const hourMs = 3_600_000;

/** @param doneAt null: it waits */
export function addInsert(
  { clock, userScopeId: scope }: Pick<CoreContext, 'clock' | 'userScopeId'>,
  direction: AddDirection,
  who: string,
  doneAt: string | null,
): LocalWrite {
  const fields = { direction, who, doneAt };
  return { op: 'insert', entity: 'friend_add', id: uuidv7(clock), scope, fields };
}

export function createAccountService(context: CoreContext) {
  const { db, mutator, clock, userScopeId: scope } = context;

  function insert(name: string, entity: Own, fields: Record<string, unknown>): { id: string } {
    const id = uuidv7(clock);
    mutator.mutate(name, [{ op: 'insert', entity, id, scope, fields }]);
    return { id };
  }
  function patch(name: string, entity: Own, id: string, fields: Record<string, unknown>): void {
    const write: LocalWrite = { op: 'patch', entity, id, fields };
    mutator.mutate(name, [write]);
  }
  function setDeleted(name: string, entity: Own, id: string, isDeleted: boolean): void {
    if ((getRow(db, entity, id).deletedAt !== null) === isDeleted) return;
    patch(name, entity, id, { deletedAt: isDeleted ? instantOf(clock) : null });
  }

  function safety() {
    const now = clock.now();
    const today = dateOf(now);
    const settings = loadSettings(db);
    const openedOn = findAccount(db)?.openedOn ?? null;
    const age = openedOn === null ? 0 : Math.max(0, daysBetween(openedOn, today));
    const limit = friendAddLimit(age, settings);
    // An hour may have begun yesterday.
    const from = [startOfDate(today), new Date(now - hourMs).toISOString()].toSorted()[0]!;
    const adds = listAdds(db, from);
    const doneAts = (direction: AddDirection) =>
      adds.flatMap((add) => (add.direction === direction && add.doneAt !== null ? [add.doneAt] : []));
    const isToday = (at: string) => dateOf(at) === today;
    const most = {
      active: { perDay: limit.active, perHour: null },
      passive: { perDay: limit.passive, perHour: limit.passivePerHour },
    };
    return {
      openedOn,
      stage: addStageOf(age, settings),
      waiting: adds.filter(({ doneAt }) => doneAt === null),
      used: (direction: AddDirection) => doneAts(direction).filter(isToday).length,
      most,
      mostSocial: settings['account.socialPerHour'],
      passiveInHour: doneAts('passive').filter((at) => now - Date.parse(at) < hourMs).length,
      nextAt: (direction: AddDirection) => nextAddAt(doneAts(direction), most[direction], now),
    };
  }

  function groupViews(): GroupView[] {
    const now = clock.now();
    const settings = loadSettings(db);
    const pending = context.pendingIds('group_chat');
    return listGroups(db, new Date(now - postDays * dayMs).toISOString()).map((group) => ({
      id: group.id,
      name: group.name,
      startedOn: group.startedOn,
      promos: group.promos,
      others: group.others,
      lastPromoAt: group.lastPromoAt,
      refusal: refusalOf(group, now, settings),
      pending: pending.has(group.id),
    }));
  }

  return {
    today(): AccountView {
      const { openedOn, stage, waiting, used, most, mostSocial, passiveInHour, nextAt } = safety();
      const pending = context.pendingIds('friend_add');
      const { perDay, perHour } = most.passive;
      return {
        openedOn,
        stage,
        social: { used: socialInHour(context), most: mostSocial },
        adds: {
          active: { used: used('active'), most: most.active.perDay },
          passive: { used: used('passive'), most: perDay },
          passiveHour: perHour === null ? null : { used: passiveInHour, most: perHour },
        },
        nextAt: { active: nextAt('active'), passive: nextAt('passive') },
        waiting: waiting.map(({ id, who, direction }) => ({ id, who, direction, pending: pending.has(id) })),
        groups: groupViews(),
      };
    },

    setOpenedOn(openedOn: string | null): void {
      const known = findAccount(db);
      if (openedOn === null) return known && setDeleted('account.forget', 'wechat_account', known.id, true);
      if (!known) return void insert('account.open', 'wechat_account', { openedOn });
      if (known.openedOn !== openedOn) patch('account.open', 'wechat_account', known.id, { openedOn });
    },

    add(direction: AddDirection, who: string): { id: string; until: string | null } {
      const until = safety().nextAt(direction);
      const write = addInsert(context, direction, who, until === null ? instantOf(clock) : null);
      mutator.mutate('friendAdd.add', [write]);
      return { id: write.id, until };
    },
    addDone(id: string): void {
      const { direction, doneAt } = getRow(db, 'friend_add', id);
      if (doneAt !== null) return;
      if (safety().nextAt(direction) !== null) throw new CoreError('REFUSED', 'ADD_LIMIT');
      patch('friendAdd.done', 'friend_add', id, { doneAt: instantOf(clock) });
    },
    addWait(id: string): void {
      if (getRow(db, 'friend_add', id).doneAt !== null)
        patch('friendAdd.wait', 'friend_add', id, { doneAt: null });
    },
    deleteAdd: (id: string) => setDeleted('friendAdd.delete', 'friend_add', id, true),
    restoreAdd: (id: string) => setDeleted('friendAdd.restore', 'friend_add', id, false),

    createGroup: (group: GroupFields) => insert('groupChat.create', 'group_chat', { ...group }),
    patchGroup(id: string, group: GroupFields): void {
      const row = getRow(db, 'group_chat', id);
      const changed = Object.entries(group).filter(
        ([name, value]) => row[name as keyof GroupFields] !== value,
      );
      if (changed.length > 0) patch('groupChat.patch', 'group_chat', id, Object.fromEntries(changed));
    },
    deleteGroup: (id: string) => setDeleted('groupChat.delete', 'group_chat', id, true),
    restoreGroup: (id: string) => setDeleted('groupChat.restore', 'group_chat', id, false),

    post(groupId: string, { touchClass, body }: Pick<GroupPost, 'touchClass' | 'body'>): { id: string } {
      getRow(db, 'group_chat', groupId);
      const refusal = groupViews().find(({ id }) => id === groupId)?.refusal;
      if (touchClass === 'promo' && refusal) throw new CoreError('REFUSED', refusal.code);
      const fields = { groupId, touchClass, body, happenedAt: instantOf(clock) };
      return insert('groupPost.add', 'group_post', fields);
    },
    deletePost: (id: string) => setDeleted('groupPost.delete', 'group_post', id, true),
  };
}

function refusalOf(
  { startedOn, lastPromoAt }: GroupRow,
  now: number,
  settings: ReturnType<typeof loadSettings>,
): GroupView['refusal'] {
  return groupRefusal({ startedAt: startOfDate(startedOn), lastPromoAt }, now, settings);
}
