/** When the next touch is due (rules.md R2). */
import { addDays, dateOf, daysBetween } from '../calendar.ts';
import type { Tier } from '../entity/book.ts';
import type { SopStep } from '../entity/company.ts';
import type { Settings } from '../setting.ts';

export interface RhythmCustomer {
  tier: Tier;
  addedOn: string;
  lastContactAt: string | null;
  lastCommentAt: string | null;
}

/** A new friend is N for 14 days from the day of adding; then C until the tiers are next worked out. */
export function tierOn(
  customer: Pick<RhythmCustomer, 'tier' | 'addedOn'>,
  on: string,
  settings: Settings,
): Tier {
  if (customer.tier !== 'N') return customer.tier;
  return daysBetween(customer.addedOn, on) < settings['rhythm.newDays'] ? 'N' : 'C';
}

/** Days between chats. Tier N follows its SOP; where that has no step left, the gap of C holds. */
export function gapDays(tier: Tier, settings: Settings): number {
  return settings[`rhythm.gapDays.${tier === 'N' ? 'C' : tier}`];
}

/**
 * The day the gap asks for the next touch. A chat, call or visit resets it; a comment moves it to at least half a gap
 * after the comment; a like does not move it. A customer who was never touched is due from the day of adding.
 */
export function gapDueOn(customer: RhythmCustomer, on: string, settings: Settings): string {
  const gap = gapDays(tierOn(customer, on, settings), settings);
  const base = customer.lastContactAt ? addDays(dateOf(customer.lastContactAt), gap) : customer.addedOn;
  if (!customer.lastCommentAt) return base;
  const afterComment = addDays(
    dateOf(customer.lastCommentAt),
    Math.ceil(gap * settings['rhythm.commentShare']),
  );
  return afterComment > base ? afterComment : base;
}

export interface OpenStep {
  /** Position in the SOP, from 0. */
  number: number;
  step: SopStep;
  dueOn: string;
}

/**
 * The earliest step of NEW-14 still to be done. A chat, call or visit on or after a step's day closes the step, so one
 * talk settles every step that is due by then. Undefined when the SOP is over for this customer: every step closed, or
 * the window of the last one passed.
 */
export function nextStep(
  customer: RhythmCustomer & { closedSteps?: readonly number[] },
  on: string,
  steps: readonly SopStep[],
  settings: Settings,
): OpenStep | undefined {
  const last = steps.at(-1);
  if (customer.tier !== 'N' || !last) return undefined;
  const graceDays = Math.ceil(settings['sop.windowHours'] / 24);
  if (daysBetween(customer.addedOn, on) > last.offsetDays + graceDays) return undefined;
  const contactOn = customer.lastContactAt ? dateOf(customer.lastContactAt) : '';
  for (const [number, step] of steps.entries()) {
    const dueOn = addDays(customer.addedOn, step.offsetDays);
    if (dueOn > contactOn && !customer.closedSteps?.includes(number)) return { number, step, dueOn };
  }
  return undefined;
}

/** The day shown as “next touch”: the next step of a new customer, else the gap. Null for those not to be contacted. */
export function nextTouchOn(
  customer: RhythmCustomer & { status: string; consent: string },
  on: string,
  steps: readonly SopStep[],
  settings: Settings,
): string | null {
  if (customer.status !== 'active' || customer.consent === 'none') return null;
  return nextStep(customer, on, steps, settings)?.dueOn ?? gapDueOn(customer, on, settings);
}
