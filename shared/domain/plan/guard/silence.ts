/** What silence and anger of the customer rule out (rules.md R4). */
import type { Candidate, CustomerDay } from '../candidate/candidate.ts';
import type { HiddenCode } from '../hidden.ts';
import { silentUntil } from '../rhythm.ts';

export function silenceCode(
  candidate: Candidate,
  { planOn, settings }: CustomerDay['input'],
): HiddenCode | null {
  const { customer, kind, medium, touchClass, step } = candidate;
  if ((medium === 'none' && kind !== 'PATROL') || isFreeService(candidate)) return null;
  const silent = silentUntil(customer, settings);
  if (silent !== null && planOn <= silent) return 'SILENCE';
  const isRewarming = step?.enrolment.trigger === 'silence';
  if (medium === 'chat' && !isRewarming && customer.unanswered >= settings['silence.quietAfter'])
    return 'BACK_OFF';
  if (medium !== 'like' && touchClass !== 'service' && isServiceOwed(customer)) return 'SERVICE_FIRST';
  return null;
}

/** A SOP step of service: it follows a purchase, not a wish of ours. */
function isFreeService({ touchClass, step }: Candidate): boolean {
  return step !== null && touchClass === 'service';
}

/** After a complaint or a “别发了” the next touch is service. */
function isServiceOwed({ complaintAt, stopAskedAt, lastServiceAt }: Candidate['customer']): boolean {
  const since = (complaintAt ?? '') > (stopAskedAt ?? '') ? complaintAt : stopAskedAt;
  return since !== null && since > (lastServiceAt ?? '');
}
