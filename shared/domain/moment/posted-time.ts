/** When a post was made, as far as the rep can tell at a glance. */
import { addDays, dateOf, startOfDate } from '../calendar.ts';

export const postedTimes = ['justNow', 'today', 'yesterday', 'dayBefore'] as const;
export type PostedTime = (typeof postedTimes)[number];

const hourMs = 3_600_000;

/** A likely instant for what was meant: the middle of the time. `justNow` is within the last two hours. */
export function postedAt(choice: PostedTime, now: number): string {
  const today = dateOf(now);
  const noon = (days: number) => Date.parse(startOfDate(addDays(today, days))) + 12 * hourMs;
  const start = Date.parse(startOfDate(today));
  const at = {
    justNow: now - hourMs,
    today: start + Math.floor((now - start) / 2),
    yesterday: noon(-1),
    dayBefore: noon(-2),
  }[choice];
  return new Date(at).toISOString();
}
