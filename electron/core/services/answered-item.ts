/** The item of today's list that asks for an answer to a post, and that a comment or a talk about it settles. */
import { dateOf } from '#shared/domain/calendar.ts';
import type { Touch } from '#shared/domain/entity/book.ts';
import type { PlanItem } from '#shared/domain/entity/user.ts';
import { planIdOf } from '#shared/domain/plan/plan-id.ts';
import { momentOfSubject } from '#shared/domain/plan/subject.ts';
import type { CoreContext } from '../core-context.ts';
import { listPlanItems } from '../db/repository/plan.ts';

type Context = Pick<CoreContext, 'db' | 'clock' | 'identity'>;

const kinds: Partial<Record<Touch['kind'], PlanItem['kind']>> = {
  like: 'LIKE',
  comment: 'MOMENT_COMMENT',
  chat: 'TO_CHAT',
  call: 'TO_CHAT',
  visit: 'TO_CHAT',
};

function listToday({ db, clock, identity }: Context): PlanItem[] {
  return listPlanItems(db, planIdOf(identity.personId, dateOf(clock.now())));
}

export function answeredItem(
  context: Context,
  customerId: string,
  touch: { kind: Touch['kind']; momentId?: string | null | undefined },
): PlanItem | undefined {
  if (!touch.momentId) return undefined;
  return listToday(context).find(
    (item) =>
      item.customerId === customerId &&
      item.kind === kinds[touch.kind] &&
      momentOfSubject(item.kind, item.subject) === touch.momentId &&
      (item.status === 'open' || item.status === 'later') &&
      item.deletedAt === null,
  );
}

/** The item a touch settled at the same instant; undefined where it was settled by something else. */
export function doneItem(
  context: Context,
  { planItemId, happenedAt }: Pick<Touch, 'planItemId' | 'happenedAt'>,
): PlanItem | undefined {
  if (planItemId === null) return undefined;
  const item = listToday(context).find(({ id }) => id === planItemId);
  return item?.status === 'done' && item.statusAt === happenedAt && item.deletedAt === null
    ? item
    : undefined;
}
