/** Which candidates may be done at all: filter (R3), SOP collisions (R8), guard (R4), then the score (R6). */
import type { Candidate, CustomerDay } from './candidate/candidate.ts';
import { candidatesOf } from './candidate/all.ts';
import { filterCode, personCode, isInTouchToday } from './filter.ts';
import { guardCode } from './guard/guard.ts';
import { finish, inParts, type Steps } from '../../lib/steps.ts';
import type { HiddenCode } from './hidden.ts';
import type { PlanCustomer, PlanInput } from './input.ts';
import type { Scored } from './order.ts';
import { isSlaPassed, scoreOf } from './score.ts';

export interface Dropped {
  candidate: Candidate;
  code: HiddenCode;
}

export interface Assessment {
  fit: Scored[];
  dropped: Dropped[];
  /** Of customers for whom nothing but work on the card is due: why nothing may be done for them anyway, or NOT_DUE. */
  idle: Map<string, HiddenCode>;
}

/** Customers between two pauses. */
const perStep = 250;

export function assess(input: PlanInput): Assessment {
  return finish(assessSteps(input));
}

export function* assessSteps(input: PlanInput): Steps<Assessment> {
  const result: Assessment = { fit: [], dropped: [], idle: new Map() };
  yield* inParts(input.customers, perStep, (customer) => assessCustomer(customer, input, result));
  return result;
}

function assessCustomer(customer: PlanCustomer, input: PlanInput, result: Assessment): void {
  const person = personCode(customer, input);
  const candidates = candidatesOf(customer, input);
  // Work on the card does not say why nobody talks with the customer.
  if (candidates.every(({ touchClass }) => touchClass === 'admin'))
    result.idle.set(customer.id, person ?? idleCode(customer, input));
  for (const candidate of candidates) {
    const code = filterCode(candidate, person, input) ?? candidate.yields ?? guardCode(candidate, input);
    if (code) result.dropped.push({ candidate, code });
    else result.fit.push(scored(candidate, input));
  }
}

function scored(candidate: Candidate, { now, settings }: CustomerDay['input']): Scored {
  candidate.score = scoreOf(candidate, now, settings);
  candidate.slaPassed = isSlaPassed(candidate, now);
  return candidate;
}

function idleCode(customer: PlanCustomer, { planOn }: PlanInput): HiddenCode {
  return isInTouchToday(customer, planOn) ? 'TOUCHED_TODAY' : 'NOT_DUE';
}
