/** One key for a row of likes: each post gets its touch and each item is done, as far as R4 allows. */
import type { HiddenCode } from '#shared/domain/plan/hidden.ts';
import { instantOf } from '#shared/lib/clock.ts';
import type { CoreContext } from '../core-context.ts';
import { loadSettings } from '../db/repository/company-data.ts';
import { getCustomer, getRow } from '../db/repository/customer.ts';
import type { LocalWrite } from '../local-write.ts';
import { likeRefusal } from './like-check.ts';
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
    const own = perCustomer.get(item.customerId) ?? 0;
    const code = likeRefusal(context, item.customerId, settings, { all: liked.length, own });
    if (code) {
      refused.push({ id, code });
      continue;
    }
    perCustomer.set(item.customerId, own + 1);
    liked.push(id);
    const touch = { kind: 'like', touchClass: 'care', body: '', replied: null } as const;
    writes.push(
      itemPatch(id, { status: 'done', statusAt: at, skipReason: null }),
      touchInsert(clock, getCustomer(db, item.customerId), {
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
