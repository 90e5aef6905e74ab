/** The person's WeChat account: its age, friends added, groups and what was posted in them. */
import type { FriendAdd, GroupChat, wechatAccount } from '#shared/domain/entity/account.ts';
import type { Row } from '#shared/domain/entity/entity.ts';
import type { LocalDb } from '../local-db.ts';

export function findAccount(db: LocalDb): Row<typeof wechatAccount> | undefined {
  return db.raw<Row<typeof wechatAccount>>(
    `SELECT * FROM wechat_account WHERE deleted_at IS NULL ORDER BY created_at, id LIMIT 1`,
  )[0];
}

/** Those that were added from an instant on, and those that wait, the oldest first. */
export function listAdds(db: LocalDb, from: string): FriendAdd[] {
  return db.raw<FriendAdd>(
    `SELECT * FROM friend_add WHERE deleted_at IS NULL AND (done_at IS NULL OR done_at >= ?) ORDER BY created_at, id`,
    from,
  );
}

export interface GroupRow extends GroupChat {
  lastPromoAt: string | null;
  promos: number;
  others: number;
}

/** By name; what was posted is counted from an instant on. */
export function listGroups(db: LocalDb, from: string): GroupRow[] {
  return db.raw<GroupRow>(
    `SELECT g.*, p.last_promo_at, coalesce(p.promos, 0) AS promos, coalesce(p.others, 0) AS others
     FROM group_chat g LEFT JOIN (
       SELECT group_id, max(happened_at) FILTER (WHERE touch_class = 'promo') AS last_promo_at,
         count(*) FILTER (WHERE touch_class = 'promo' AND happened_at >= ?) AS promos,
         count(*) FILTER (WHERE touch_class <> 'promo' AND happened_at >= ?) AS others
       FROM group_post WHERE deleted_at IS NULL GROUP BY group_id) p ON p.group_id = g.id
     WHERE g.deleted_at IS NULL ORDER BY g.name, g.id`,
    from,
    from,
  );
}
