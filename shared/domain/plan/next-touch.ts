import type { PlanCustomer } from './input.ts';
import { gapDueOn, setDay, type RhythmCustomer } from './rhythm.ts';
import { plainDay } from './day-context.ts';
import type { Segment } from '../segment/segment.ts';
import { sopDayOf } from './sop/collision.ts';
import { openStepOf, scheduleOf, type SopEnrolment } from './sop/enrolment.ts';
import type { SopBank } from './sop/bank.ts';
import { enrolmentsOf } from './sop/starter.ts';
import type { Settings } from '../setting.ts';

/** A new customer is on what begins with being new, whatever else there is. */
const isNew = {
  trustStage: 'acquainted',
  purchases: [],
  asks: { npsAt: null, npsScore: null, referralAt: null, surpriseAt: null, surpriseFenInYear: 0 },
  handover: null,
  keyDates: [],
  closed: new Set<string>(),
} as const;

/**
 * The day shown as “next touch”: the one set by hand, else the next step of a new customer, else the gap. Null for those not to be contacted.
 * Steps settled without a touch are not looked at, so that a whole list is worked out from a few queries.
 * @param isIn see `enrolmentsOf`; it is asked for new customers alone
 */
export function nextTouchOn(
  customer: RhythmCustomer & Pick<PlanCustomer, 'status' | 'consent'>,
  on: string,
  bank: SopBank,
  settings: Settings,
  isIn?: (segment: Segment) => boolean,
): string | null {
  if (customer.status !== 'active' || customer.consent === 'none') return null;
  const byHand = setDay(customer);
  if (byHand !== null) return byHand;
  if (customer.tier === 'N') {
    const enrolments = enrolmentsOf({ ...customer, ...isNew }, on, bank, settings, isIn);
    const dueOn = firstStepOn(enrolments, customer, on, settings);
    if (dueOn !== null) return dueOn;
  }
  return gapDueOn(customer, on, settings);
}

/** Of several that begin with being new, those that run: one per purpose, as the day plan has it. */
function firstStepOn(
  enrolments: readonly SopEnrolment[],
  customer: RhythmCustomer,
  on: string,
  settings: Settings,
): string | null {
  const [only, ...others] = enrolments;
  if (!only) return null;
  if (others.length === 0) {
    const step = openStepOf(only, customer, on, scheduleOf(only, settings, plainDay), settings);
    return step?.dueOn ?? null;
  }
  const days = sopDayOf(enrolments, customer, on, settings, plainDay).open.map(({ dueOn }) => dueOn);
  return days.length === 0 ? null : days.reduce((a, b) => (a < b ? a : b));
}
