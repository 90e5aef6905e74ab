/** The fields of a fresh plan and of its items, the same on device and server. */
import type { Fields } from '../entity/entity.ts';
import type { plan, planItem } from '../entity/user.ts';
import type { BuiltPlan, PlannedItem } from './build.ts';

export function planFields(
  { planOn, builtAt }: { planOn: string; builtAt: string },
  { availableMinutes, listHash }: Pick<BuiltPlan, 'availableMinutes' | 'listHash'>,
): Omit<Fields<typeof plan>, 'madeBy' | 'openedAt'> {
  return { planOn, builtAt, startedAt: null, closedAt: null, reflection: '', availableMinutes, listHash };
}

/** @param insertedAt when it came onto a started list */
export function planItemFields(
  plan: { id: string; planOn: string },
  item: PlannedItem,
  ordinal: number,
  insertedAt: string | null = null,
): Fields<typeof planItem> {
  const { bookId, customerId, kind, subject, score, deciMinutes, reasons, dueAt, lateAfterAt } = item;
  return {
    planId: plan.id as Fields<typeof planItem>['planId'],
    planOn: plan.planOn,
    bookId: bookId as Fields<typeof planItem>['bookId'],
    customerId: customerId as Fields<typeof planItem>['customerId'],
    kind,
    subject,
    score,
    ordinal,
    deciMinutes,
    reasons,
    dueAt,
    lateAfterAt,
    status: 'open',
    statusAt: null,
    skipReason: null,
    insertedAt,
    displacedAt: null,
    offCode: null,
  };
}
