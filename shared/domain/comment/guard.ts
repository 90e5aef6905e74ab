/** Why another comment would be too much now (rules.md R4). What already happened may be logged all the same. */
import { dateOf } from '../calendar.ts';
import type { Settings } from '../setting.ts';

export interface GuardInput {
  postedAt: string;
  isSad: boolean;
  /** Comments under this post. */
  onPost: number;
  /** When the customer's other comments were made, within `guard.weekDays`. */
  recentAt: readonly string[];
  /** When this account liked or commented, within the last hour. */
  actionsAt: readonly string[];
  /** When this account commented, today at least. */
  commentsAt: readonly string[];
}

/** Comments of this account today, of those a day has room for (rules.md R7.5): what the writer shows while one is written. */
export function commentsToday(
  commentsAt: readonly string[],
  now: number,
  settings: Settings,
): { count: number; limit: number } {
  const today = dateOf(now);
  return { count: commentsAt.filter((at) => dateOf(at) === today).length, limit: settings['day.comments'] };
}

export const guardCodes = ['commented', 'tooOld', 'thisWeek', 'thisHour', 'today'] as const;
export interface GuardReason {
  code: (typeof guardCodes)[number];
  params: { count: number; limit: number };
}

const hourMs = 3_600_000;

export function commentGuard(input: GuardInput, now: number, settings: Settings): GuardReason[] {
  const within = (instants: readonly string[], hours: number) =>
    instants.filter((at) => Date.parse(at) > now - hours * hourMs).length;
  const ageMs = now - Date.parse(input.postedAt);
  const maxHours = input.isSad ? settings['post.sadDays'] * 24 : settings['post.openHours'];
  const week = within(input.recentAt, settings['guard.weekDays'] * 24);
  const hour = within(input.actionsAt, 1);
  const reasons: GuardReason[] = [];
  const add = (code: GuardReason['code'], count: number, limit: number) =>
    reasons.push({ code, params: { count, limit } });
  if (input.onPost >= settings['comment.maxPerPost'])
    add('commented', input.onPost, settings['comment.maxPerPost']);
  if (ageMs > maxHours * hourMs) add('tooOld', Math.floor(ageMs / hourMs), maxHours);
  if (week >= settings['guard.commentsPerWeek']) add('thisWeek', week, settings['guard.commentsPerWeek']);
  if (hour >= settings['account.socialPerHour']) add('thisHour', hour, settings['account.socialPerHour']);
  const today = commentsToday(input.commentsAt, now, settings);
  if (today.count >= today.limit) add('today', today.count, today.limit);
  return reasons;
}
