/** Facts that are missing on the card (R5). */
import { closedKey } from '../subject.ts';
import { candidateOf, type Candidate, type CustomerDay } from './candidate.ts';

export function upkeepCandidates(day: CustomerDay): Candidate[] {
  return day.customer.cardGaps
    .filter((gap) => !day.customer.closed.has(closedKey('CARD_FIX', gap)))
    .map((gap) => candidateOf(day, 'CARD_FIX', { dueOn: day.input.planOn }, { subject: gap }));
}
