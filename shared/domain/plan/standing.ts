/**
 * Whether what stands on a started list still does (rules.md R3, R4): it is asked of each item what the list of the
 * morning asked of its candidate. An order already made is not shuffled (R7.8): room, places and tiers are no reason.
 */
import { dateOf } from '../calendar.ts';
import type { PlanItemKind } from '../entity/user.ts';
import { assess } from './assess.ts';
import { isTooOld } from './candidate/moment.ts';
import { isInTouchToday, standingCode } from './filter.ts';
import { keyOfItem } from './hiding.ts';
import type { HiddenCode } from './hidden.ts';
import type { PlanCustomer, PlanInput } from './input.ts';
import { isSopStep } from './kind.ts';
import { setDay } from './rhythm.ts';
import { enrolmentOfSubject } from './sop/enrolment.ts';

export interface ListedItem {
  id: string;
  customerId: string;
  kind: PlanItemKind;
  subject: string;
}

/** They pass within the day, or are only about what comes first: no reason to take back what was listed. */
const passing: ReadonlySet<HiddenCode> = new Set([
  'LIKE_PACE',
  'OPEN_ELSEWHERE',
  'SOP_LIMIT',
  'SOP_SHIFTED',
  'STEP_MISSED',
]);

/** Why each of them stands no more, by id; null where it does. Whether it was done elsewhere is for the caller to know. */
export function standingOf(items: readonly ListedItem[], input: PlanInput): Map<string, HiddenCode | null> {
  const ids = new Set(items.map(({ customerId }) => customerId));
  const customers = input.customers.filter(({ id }) => ids.has(id));
  const byId = new Map(customers.map((one) => [one.id, one]));
  const { fit, dropped } = assess({ ...input, customers });
  const codes = new Map<string, HiddenCode | null>();
  for (const { customer, kind, subject } of fit)
    codes.set(keyOfItem({ customerId: customer.id, kind, subject }), null);
  for (const { candidate, code } of dropped) {
    const { customer, kind, subject } = candidate;
    codes.set(keyOfItem({ customerId: customer.id, kind, subject }), isReason(code, customer) ? code : null);
  }
  return new Map(
    items.map((item) => {
      const code = codes.get(keyOfItem(item));
      const customer = byId.get(item.customerId);
      if (code !== undefined) return [item.id, code];
      return [item.id, customer ? goneCode(item, customer, input) : 'NO_LONGER'];
    }),
  );
}

/** A talk the customer asked for is no proactive one: what else is on their card may go with it (R7.7). */
function isReason(code: HiddenCode, { counts }: PlanCustomer): boolean {
  return code === 'TOUCHED_TODAY' ? counts.today > 0 : !passing.has(code);
}

/** Why nothing of the kind is due any more; null where only its turn changed. */
function goneCode(item: ListedItem, customer: PlanCustomer, input: PlanInput): HiddenCode | null {
  const { kind, subject } = item;
  const moment = customer.moments.find(({ id }) => id === subject);
  switch (kind) {
    case 'GAP': {
      const day = setDay(customer);
      if (day !== null && day > input.planOn) return 'NOT_DUE';
      return isTouchedOn(customer, input.planOn) ? 'TOUCHED_TODAY' : null;
    }
    case 'PATROL':
      return null;
    case 'PROMISE':
      return customer.promises.some(({ id }) => id === subject) ? 'NOT_DUE' : 'NO_LONGER';
    case 'LIKE':
      if (!moment) return 'NO_LONGER';
      return moment.isCommented ? 'COMMENTED_INSTEAD' : 'SETTLED';
    case 'MOMENT_COMMENT':
      return moment ? 'SETTLED' : 'NO_LONGER';
    case 'TO_CHAT':
      if (!moment) return 'NO_LONGER';
      if (moment.isTalkedOf) return 'SETTLED';
      return moment.isCommented && isTooOld(moment, input) ? 'POST_TOO_OLD' : 'NO_LONGER';
    case 'PROMO':
      return customer.offers.some(({ id }) => id === subject) ? null : 'NO_LONGER';
    case 'SURPRISE':
      return customer.surprises.some(({ id }) => id === subject) ? null : 'NO_LONGER';
    case 'REFERRAL':
      return 'REFERRAL_NOT_READY';
    case 'CARD_FIX':
      return customer.cardGaps.includes(subject) ? null : (standingCode(customer) ?? 'NO_LONGER');
    default:
      return isSopStep(kind) ? stepCode(item, customer, input) : 'NO_LONGER';
  }
}

/** A talk after its day closes a step (R8); where the SOP goes on without one, another step only came first. */
function stepCode(
  { subject }: ListedItem,
  customer: PlanCustomer,
  { planOn }: Pick<PlanInput, 'planOn'>,
): HiddenCode | null {
  const own = enrolmentOfSubject(customer, subject);
  if (!own || own.exit !== null) return 'NO_LONGER';
  return isTouchedOn(customer, planOn) ? 'TOUCHED_TODAY' : null;
}

/** A talk or a comment, whoever asked for it. */
function isTouchedOn(customer: PlanCustomer, on: string): boolean {
  const { lastCommentAt } = customer;
  return isInTouchToday(customer, on) || (lastCommentAt !== null && dateOf(lastCommentAt) === on);
}
