/** One key for a row of likes: each post gets its touch and each item is done, as far as R4 allows. */
import { standingCode } from '#shared/domain/plan/filter.ts';
import { offCodeOf, type HiddenCode } from '#shared/domain/plan/hidden.ts';
import { isOwnQuietAt, quietMinutesOf } from '#shared/domain/plan/quiet.ts';
import { instantOf } from '#shared/lib/clock.ts';
import type { CoreContext } from '../core-context.ts';
import { loadSettings } from '../db/repository/company-data.ts';
import { getCustomer, getRow } from '../db/repository/customer.ts';
import { findLikeTime } from '../db/repository/plan-result.ts';
import type { LocalWrite } from '../local-write.ts';
import { likeRefusal } from './like-check.ts';
import { doneFields } from './plan-settle.ts';
import { itemPatch } from './plan-store.ts';
import { touchInsert } from './touch.ts';

export function likeAll(
  context: CoreContext,
  ids: readonly string[],
): { liked: string[]; refused: { id: string; code: HiddenCode }[] } {
  const { db, mutator, clock } = context;
  const settings = loadSettings(db);
  const at = instantOf(clock);
  const liked: string[] = [];
  const refused: { id: string; code: HiddenCode }[] = [];
  const perCustomer = new Map<string, number>();
  const writes: LocalWrite[] = [];
  for (const id of ids) {
    const item = getRow(db, 'plan_item', id);
    if (item.kind !== 'LIKE' || (item.status !== 'open' && item.status !== 'later')) continue;
    const customer = getCustomer(db, item.customerId);
    const likedAt = findLikeTime(db, item.customerId, item.subject);
    if (likedAt !== undefined) {
      writes.push(itemPatch(id, doneFields(item, likedAt)));
      continue;
    }
    const own = perCustomer.get(item.customerId) ?? 0;
    const code =
      standingCode(customer) ??
      offCodeOf({ offCode: item.offCode ?? null }) ??
      (isOwnQuietAt(clock.now(), quietMinutesOf(customer)) ? 'QUIET_HOURS' : null) ??
      likeRefusal(context, item.customerId, settings, { all: liked.length, own });
    if (code) {
      refused.push({ id, code });
      continue;
    }
    perCustomer.set(item.customerId, own + 1);
    liked.push(id);
    const touch = { kind: 'like', touchClass: 'care', body: '', replied: null } as const;
    writes.push(
      itemPatch(id, doneFields(item, at)),
      touchInsert(clock, customer, {
        ...touch,
        happenedAt: at,
        momentId: item.subject,
        planItemId: id,
      }),
    );
  }
  if (writes.length > 0) mutator.mutate('plan.likeAll', writes);
  return { liked, refused };
}
