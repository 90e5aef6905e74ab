/** What is asked once more at the moment an item is marked: whether the act may be, by what this device knows now. */
import { dateOf, startOfDate } from '#shared/domain/calendar.ts';
import type { PlanItem } from '#shared/domain/entity/user.ts';
import type { Touch } from '#shared/domain/entity/book.ts';
import { standingCode } from '#shared/domain/plan/filter.ts';
import { isAsked, proactiveServiceKinds } from '#shared/domain/plan/kind.ts';
import { momentOfSubject } from '#shared/domain/plan/subject.ts';
import type { CoreContext } from '../core-context.ts';
import { loadSettings } from '../db/repository/company-data.ts';
import { getCustomer } from '../db/repository/customer.ts';
import { listTalkMoments } from '../db/repository/plan-result.ts';

/** As the contract of `plan.done` names them. */
type DoneRefusal = NonNullable<ReturnType<typeof standingCode>> | 'TOUCHED_TODAY' | 'TAKEN_OFF';

type Context = Pick<CoreContext, 'db' | 'clock'>;

/**
 * Why an item may not be done with a touch of this kind now; null where it may. What the customer asked for always may
 * (rules.md R3); of our own talks there is one a day (R4).
 */
export function doneRefusal(
  { db, clock }: Context,
  item: PlanItem,
  { kind, touchClass }: Pick<Touch, 'kind' | 'touchClass'>,
): DoneRefusal | null {
  if (isAsked(item.kind)) return null;
  const code = standingCode(getCustomer(db, item.customerId));
  if (code) return code;
  if (item.offCode) return item.offCode === 'TOUCHED_TODAY' ? item.offCode : 'TAKEN_OFF';
  if (kind === 'like') return null;
  if (touchClass === 'service' && !proactiveServiceKinds.some((other) => other === item.kind)) return null;
  const talks = listTalkMoments(db, item.customerId, startOfDate(dateOf(clock.now())));
  const momentId = momentOfSubject(item.kind, item.subject);
  if (momentId !== null && talks.includes(momentId)) return null;
  const own = talks.filter((one) => one === null).length + new Set(talks.filter((one) => one !== null)).size;
  return own >= loadSettings(db)['guard.perDay'] ? 'TOUCHED_TODAY' : null;
}
