/** Work on the card itself (R5): the three taps of a new friend within their time (B03), and facts that are missing. */
import { closedKey } from '../subject.ts';
import { candidateOf, type Candidate, type CustomerDay } from './candidate.ts';

const none: readonly never[] = [];

/** One fact at a time: the next is asked for when this one is known. */
export function upkeepCandidates(day: CustomerDay): readonly Candidate[] {
  const { cardGaps, closed, triageDueOn } = day.customer;
  if (cardGaps.length === 0) return none;
  const gap = cardGaps.find((one) => !closed.has(closedKey('CARD_FIX', one)));
  if (gap === undefined) return none;
  const dueOn = gap === 'triage' && triageDueOn !== null ? triageDueOn : day.input.planOn;
  return [candidateOf(day, 'CARD_FIX', { dueOn }, { subject: gap })];
}
