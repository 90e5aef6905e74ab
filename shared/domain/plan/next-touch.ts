import type { PlanCustomer } from './input.ts';
import { gapDueOn, setDay, type RhythmCustomer } from './rhythm.ts';
import { plainDay } from './day-context.ts';
import { openStepOf, scheduleOf } from './sop/enrolment.ts';
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
 * Steps settled without a touch and SOPs that are for some customers alone are not looked at, so that a whole list is worked out from one query.
 */
export function nextTouchOn(
  customer: RhythmCustomer & Pick<PlanCustomer, 'status' | 'consent'>,
  on: string,
  bank: SopBank,
  settings: Settings,
): string | null {
  if (customer.status !== 'active' || customer.consent === 'none') return null;
  const byHand = setDay(customer);
  if (byHand !== null) return byHand;
  if (customer.tier === 'N') {
    const [enrolment] = enrolmentsOf({ ...customer, ...isNew }, on, bank, settings);
    const step =
      enrolment && openStepOf(enrolment, customer, on, scheduleOf(enrolment, settings, plainDay), settings);
    if (step) return step.dueOn;
  }
  return gapDueOn(customer, on, settings);
}
