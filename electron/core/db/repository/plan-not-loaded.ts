import { plainDay, type DayContext } from '#shared/domain/plan/day-context.ts';
import { freshFacts } from '#shared/domain/plan/fresh-facts.ts';
import type { PlanCustomer } from '#shared/domain/plan/input.ts';

type NotLoaded = Pick<
  PlanCustomer,
  | 'isLegalHold'
  | 'quietMinutes'
  | 'isOpenElsewhere'
  | 'handover'
  | 'complaintAt'
  | 'stopAskedAt'
  | 'replies'
  | 'services'
  | 'appointments'
  | 'offers'
  | 'surprises'
  | 'cardGaps'
  | 'patrolledAt'
> & {
  promo: Pick<PlanCustomer['promo'], 'householdInWeek' | 'householdInMonth' | 'isAsked'>;
  asks: PlanCustomer['asks'];
  day: Pick<
    DayContext,
    'meetingMinutes' | 'leaveOn' | 'restOn' | 'isReturning' | 'blockRate' | 'surpriseFenInMonth'
  >;
};

/**
 * What the rules ask and no table can answer yet, at the value that changes nothing: no household, hand-over, legal
 * hold, hours of their own, complaint, reply or service waited for, appointment, offer, gift, missing fact or patrol;
 * no meeting, leave or blocks. Of the asks only the dates of those made from the list are known.
 */
export function notLoadedYet(): NotLoaded {
  const { promo, asks, ...facts } = freshFacts();
  return { ...facts, promo, asks, day: plainDay };
}
