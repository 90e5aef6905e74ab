/** Facts that are missing on the card (R5). */
import { closedKey } from '../subject.ts';
import { candidateOf, type Candidate, type CustomerDay } from './candidate.ts';

const none: readonly never[] = [];

export function upkeepCandidates(day: CustomerDay): readonly Candidate[] {
  if (day.customer.cardGaps.length === 0) return none;
  return day.customer.cardGaps
    .filter((gap) => !day.customer.closed.has(closedKey('CARD_FIX', gap)))
    .map((gap) => candidateOf(day, 'CARD_FIX', { dueOn: day.input.planOn }, { subject: gap }));
}
