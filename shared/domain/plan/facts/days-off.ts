import type { Settings } from '../../setting.ts';
import type { DaysOff } from '../../workday.ts';
import type { DayContext } from '../day-context.ts';
import { daysOf, isReturningOn } from '../leave.ts';
import type { PlanRows } from './plan-rows.ts';

/** Of rows of leave: the days of leave and the other days off, each sorted. */
export function daysOffOf(leaves: PlanRows['leaves']): DaysOff {
  const ofKind = (kind: 'leave' | 'rest') =>
    [...new Set(leaves.filter((one) => one.kind === kind).flatMap(daysOf))].sort();
  return { leaveOn: ofKind('leave'), restOn: ofKind('rest') };
}

/** Leave, other days off and meetings of the person. A day of leave has no minutes for the list at all. */
export function daysOffFacts(
  { leaves, meetings }: Pick<PlanRows, 'leaves' | 'meetings'>,
  planOn: string,
  settings: Settings,
): Pick<DayContext, 'leaveOn' | 'restOn' | 'isReturning' | 'meetingMinutes'> {
  const off = daysOffOf(leaves);
  const inMeetings = meetings.reduce((sum, { minutes }) => sum + minutes, 0);
  return {
    ...off,
    isReturning: isReturningOn(planOn, leaves, off, settings),
    meetingMinutes: off.leaveOn.includes(planOn) ? settings['day.minutes'] : inMeetings,
  };
}
