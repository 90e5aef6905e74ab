/** What is meant to sell or to please: promo, referral ask, surprise (R5). Whether it may be is for the guard (R4). */
import { addDays } from '../../calendar.ts';
import type { SopEnrolment } from '../sop/enrolment.ts';
import { closedKey } from '../subject.ts';
import { candidateOf, type Candidate, type CustomerDay } from './candidate.ts';

export function offerCandidates(day: CustomerDay): readonly Candidate[] {
  const { customer, input } = day;
  const mayRefer = canRefer(day);
  if (!mayRefer && customer.offers.length === 0 && customer.surprises.length === 0) return none;
  const today = { dueOn: input.planOn };
  const isOpen = ({ id }: { id: string }, kind: string) => !customer.closed.has(closedKey(kind, id));
  // One offer at a time: the next one comes when this one has been made or has ended.
  const offer = customer.offers.find((one) => isOpen(one, 'PROMO'));
  return [
    ...(offer ? [candidateOf(day, 'PROMO', today, { subject: offer.id })] : []),
    ...(mayRefer ? [candidateOf(day, 'REFERRAL', today)] : []),
    ...customer.surprises
      .filter((surprise) => isOpen(surprise, 'SURPRISE'))
      .map(({ id, fen }) => candidateOf(day, 'SURPRISE', today, { subject: id, fen })),
  ];
}

const none: readonly never[] = [];

/** Only somebody who has bought, or has given a score, is thought of; the rest of R4 is the guard's. */
function canRefer({ customer, input }: CustomerDay): boolean {
  const { purchases, asks, enrolments } = customer;
  if (enrolments.some((enrolment) => isBeforeAsk(enrolment, input.planOn))) return false;
  return (
    purchases.length >= input.settings['referral.purchases'] ||
    (asks.npsScore ?? 0) >= input.settings['referral.nps']
  );
}

/** A SOP leads up to the question: it is not asked before its day there. */
function isBeforeAsk({ trigger, startedOn, steps }: SopEnrolment, on: string): boolean {
  if (trigger !== 'referral') return false;
  const ask = steps.find(({ touchClass }) => touchClass === 'promo');
  return ask !== undefined && on < addDays(startedOn, ask.offsetDays);
}
