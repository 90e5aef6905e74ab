/** Proactive conversations per customer in a day, a week and a month (rules.md R4). */
import type { Candidate, CustomerDay } from '../candidate/candidate.ts';
import type { HiddenCode } from '../hidden.ts';

/** A talk about the event of today's comment belongs to the same conversation and costs nothing more. */
export function conversationCode(
  candidate: Candidate,
  { settings }: CustomerDay['input'],
): HiddenCode | null {
  const { customer, tier, moment } = candidate;
  const { today, inWeek, inMonth, todayMoments } = customer.counts;
  if (moment && todayMoments.includes(moment.id)) return null;
  if (today >= settings['guard.perDay']) return 'TOUCHED_TODAY';
  if (inWeek >= settings[`guard.perWeek.${tier}`]) return 'WEEK_CAP';
  if (inMonth >= settings[`guard.perMonth.${tier}`]) return 'MONTH_CAP';
  return null;
}
