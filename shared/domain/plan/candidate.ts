/** What could be done for a customer on a day (rules.md R5), before filter and score. */
import { addDays, dateOf, dayMs, daysBetween, startOfDate } from '../calendar.ts';
import type { Tier, TouchClass } from '../entity/book.ts';
import type { PlanItemKind } from '../entity/user.ts';
import type { PlanCustomer, PlanInput } from './input.ts';
import { gapDays, gapDueOn, nextStep, tierOn } from './rhythm.ts';

export interface Candidate {
  customer: PlanCustomer;
  kind: PlanItemKind;
  /** Promise id for PROMISE, step number for SOP steps, else empty. */
  subject: string;
  touchClass: TouchClass;
  /** The tier that counts on the day. */
  tier: Tier;
  /** Intent of the day, after its decay. */
  intent: number;
  deciMinutes: number;
  dueOn: string;
  /** The exact instant, where there is one (PROMISE). */
  dueAt: string | null;
  overdueDays: number;
  /** Done after this instant counts as late. */
  lateAfterAt: string;
}

/**
 * Every promise due by the end of the day, and at most one task of relationship: the step of NEW-14 that is due, else
 * the contact gap.
 */
export function candidatesOf(
  customer: PlanCustomer,
  input: Pick<PlanInput, 'planOn' | 'now' | 'newSteps' | 'settings'>,
): Candidate[] {
  const { planOn, settings } = input;
  const tier = tierOn(customer, planOn, settings);
  const common = { customer, tier, intent: intentOf(customer, input) };
  const candidates: Candidate[] = [];
  for (const { id, dueAt } of customer.promises) {
    const dueOn = dateOf(dueAt);
    if (dueOn > planOn) continue;
    candidates.push({
      ...common,
      ...due(dueOn, planOn),
      kind: 'PROMISE',
      subject: id,
      touchClass: 'service',
      deciMinutes: deci(settings['minutes.PROMISE']),
      dueAt,
      lateAfterAt: dueAt,
    });
  }
  const open = nextStep(customer, planOn, input.newSteps, settings);
  if (open) {
    if (open.dueOn <= planOn) {
      candidates.push({
        ...common,
        ...due(open.dueOn, planOn),
        kind: open.step.hard ? 'SOP_HARD' : 'SOP_SOFT',
        subject: String(open.number),
        touchClass: open.step.touchClass,
        deciMinutes: deci(open.step.minutes),
        dueAt: null,
        lateAfterAt: later(startOfDate(open.dueOn), settings['sop.windowHours'] * 3_600_000),
      });
    }
    return candidates;
  }
  const dueOn = gapDueOn(customer, planOn, settings);
  if (dueOn <= planOn) {
    const dayEnd = startOfDate(addDays(planOn, 1));
    const from = customer.lastContactAt ?? startOfDate(customer.addedOn);
    const lateAt = later(from, settings['rhythm.lateShare'] * gapDays(tier, settings) * dayMs);
    candidates.push({
      ...common,
      ...due(dueOn, planOn),
      kind: 'GAP',
      subject: '',
      touchClass: 'care',
      deciMinutes: deci(settings['minutes.GAP']),
      dueAt: null,
      lateAfterAt: lateAt > dayEnd ? lateAt : dayEnd,
    });
  }
  return candidates;
}

function due(dueOn: string, planOn: string): { dueOn: string; overdueDays: number } {
  return { dueOn, overdueDays: daysBetween(dueOn, planOn) };
}

/** Falls one level per 30 days without a new sign; a level whose day is unknown stays. */
function intentOf(
  customer: Pick<PlanCustomer, 'intent' | 'intentAt'>,
  { now, settings }: Pick<PlanInput, 'now' | 'settings'>,
): number {
  if (!customer.intentAt) return customer.intent;
  const days = (now - Date.parse(customer.intentAt)) / dayMs;
  const levels = Math.max(0, Math.floor(days / settings['score.intentDecayDays']));
  return Math.max(0, customer.intent - levels);
}

function deci(minutes: number): number {
  return Math.round(minutes * 10);
}

function later(at: string, ms: number): string {
  return new Date(Date.parse(at) + ms).toISOString();
}
