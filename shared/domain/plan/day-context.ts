import type { DaysOff } from '../workday.ts';

/** What is known of the day and of the account, besides the customers. */
export interface DayContext extends DaysOff {
  /** Minutes of the plan day in meetings; they come off the planned minutes. */
  meetingMinutes: number;
  /** The first days after a leave: the day takes at most `day.returnShare` of the planned minutes. */
  isReturning: boolean;
  blockRate: BlockRate;
  /** Likes and comments of this account in the last hour. */
  socialInHour: number;
  /** What was done today outside the list; it counts towards the caps of the day. */
  used: UsedToday;
  /** Spent on surprises by this rep this month, in fen. */
  surpriseFenInMonth: number;
}

/** Blocks per 1,000 proactive touches of the last 7 days (rules.md R4). */
export type BlockRate = 'ok' | 'amber' | 'red';

export interface UsedToday {
  comments: number;
  chats: number;
  promos: number;
  npsAsks: number;
  referrals: number;
  surprises: number;
}

/** An ordinary working day of which nothing is known. */
export const plainDay: DayContext = {
  meetingMinutes: 0,
  leaveOn: [],
  restOn: [],
  isReturning: false,
  blockRate: 'ok',
  socialInHour: 0,
  used: { comments: 0, chats: 0, promos: 0, npsAsks: 0, referrals: 0, surprises: 0 },
  surpriseFenInMonth: 0,
};
