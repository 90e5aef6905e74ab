import type { Settings } from '../../setting.ts';
import type { DayContext } from '../day-context.ts';
import { daysOf, isReturningOn } from '../leave.ts';
import type { PlanRows } from './plan-rows.ts';

/** Leave, other days off and meetings of the person. A day of leave has no minutes for the list at all. */
export function daysOffFacts(
  { leaves, meetings }: Pick<PlanRows, 'leaves' | 'meetings'>,
  planOn: string,
  settings: Settings,
): Pick<DayContext, 'leaveOn' | 'restOn' | 'isReturning' | 'meetingMinutes'> {
  const ofKind = (kind: 'leave' | 'rest') =>
    [...new Set(leaves.filter((one) => one.kind === kind).flatMap(daysOf))].sort();
  const leaveOn = ofKind('leave');
  const restOn = ofKind('rest');
  const inMeetings = meetings.reduce((sum, { minutes }) => sum + minutes, 0);
  return {
    leaveOn,
    restOn,
    isReturning: isReturningOn(planOn, leaves, restOn, settings['day.returnDays']),
    meetingMinutes: leaveOn.includes(planOn) ? settings['day.minutes'] : inMeetings,
  };
}
