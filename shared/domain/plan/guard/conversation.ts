/** Proactive conversations per customer in a day, a week and a month (rules.md R4). */
import type { Candidate, CustomerDay } from '../candidate/candidate.ts';
import { groupKey } from '../group-key.ts';
import type { HiddenCode } from '../hidden.ts';

const weekKey = groupKey('guard.perWeek.');
const monthKey = groupKey('guard.perMonth.');

/**
 * A talk about the event of today's comment belongs to the same conversation and costs nothing more. Where the own talks
 * alone would leave room, the code says that it is taken elsewhere.
 */
export function conversationCode(
  candidate: Candidate,
  { settings }: CustomerDay['input'],
): HiddenCode | null {
  const { customer, tier, moment } = candidate;
  const { today, inWeek, inMonth, todayMoments } = customer.counts;
  const { outside } = customer;
  const perDay = settings['guard.perDay'];
  const perWeek = settings[weekKey(tier)];
  const perMonth = settings[monthKey(tier)];
  if (moment && todayMoments.includes(moment.id)) return null;
  if (today >= perDay) return 'TOUCHED_TODAY';
  if (inWeek >= perWeek) return 'WEEK_CAP';
  if (inMonth >= perMonth) return 'MONTH_CAP';
  if (today + outside.today >= perDay) return 'TOUCHED_ELSEWHERE';
  if (inWeek + outside.inWeek >= perWeek) return 'WEEK_CAP_ELSEWHERE';
  if (inMonth + outside.inMonth >= perMonth) return 'MONTH_CAP_ELSEWHERE';
  return null;
}
