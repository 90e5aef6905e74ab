/** NPS asks, referral asks and surprises: how far apart, and at what price (rules.md R4). */
import { dayMs, msOf } from '../../calendar.ts';
import type { Candidate, CustomerDay } from '../candidate/candidate.ts';
import type { HiddenCode } from '../hidden.ts';

const fenPerYuan = 100;

export function askCode(candidate: Candidate, input: CustomerDay['input']): HiddenCode | null {
  const { kind, customer, fen } = candidate;
  const { now, settings, day } = input;
  const { asks } = customer;
  const isWithin = (at: string | null, days: number) => at !== null && now - msOf(at) < days * dayMs;
  switch (kind) {
    case 'NPS':
      if (isWithin(asks.npsAt, settings['nps.gapDays'])) return 'NPS_GAP';
      return isWithin(customer.complaintAt, settings['nps.complaintDays']) ? 'COMPLAINT_RECENT' : null;
    case 'REFERRAL':
      if (!isReadyToRefer(customer, settings)) return 'REFERRAL_NOT_READY';
      return isWithin(asks.referralAt, settings['referral.gapDays']) ? 'REFERRAL_GAP' : null;
    case 'SURPRISE':
      if (isWithin(asks.surpriseAt, settings['surprise.gapDays'])) return 'SURPRISE_GAP';
      return day.surpriseFenInMonth + fen > settings['surprise.monthYuan'] * fenPerYuan ||
        asks.surpriseFenInYear + fen > settings['surprise.yearYuan'] * fenPerYuan
        ? 'SURPRISE_BUDGET'
        : null;
    default:
      return null;
  }
}

/** Trust 认定, and a score of at least 9 or two purchases. */
function isReadyToRefer(
  { trustStage, asks, purchases }: Candidate['customer'],
  settings: CustomerDay['input']['settings'],
): boolean {
  const isGlad = asks.npsScore !== null && asks.npsScore >= settings['referral.nps'];
  return trustStage === 'committed' && (isGlad || purchases.length >= settings['referral.purchases']);
}
