/** How far back the rows of a plan are read. */
import { addDays, dayMs, startOfDate } from '../../calendar.ts';
import type { Settings } from '../../setting.ts';

const hourMs = 3_600_000;

/** A leave longer ago than this moves no clock that still runs. */
const leaveDays = 400;

/** A step is on the list so long after its day, by its window and what comes before it. */
const stepDays = 30;

/** Between a purchase and the last of what follows it by itself where the company wrote no SOP for it. */
const purchaseDays = 60;

/** Instants; “after” ones are not part of the window themselves. */
export interface PlanWindows {
  today: string;
  weekAfter: string;
  monthAfter: string;
  fatigueAfter: string;
  /** The last few minutes in which likes count as given at once. */
  atOnceAfter: string;
  hourAfter: string;
  /** The earliest of what is asked of touches. */
  touchesAfter: string;
  /** Posts that may still be answered, and those that just became too old. */
  momentsAfter: string;
  /** Complaints, “别发了” and questions the rules still remember. */
  signalsAfter: string;
  /** Gifts that still count: of this calendar year and month, and within the days between two. */
  yearStart: string;
  monthStart: string;
  surprisesAfter: string;
  /** A date: the last step after a purchase, or the longest time between two asks, whichever reaches further back. */
  closedFromOn: string;
  /** Campaigns planned before it are over. */
  campaignsFrom: string;
  appointmentsBefore: string;
  noShowsAfter: string;
  /** A date. */
  leavesAfterOn: string;
}

/** @param sopDays from the first to the last step of the longest SOP */
export function planWindows(
  { planOn, now }: { planOn: string; now: number },
  settings: Settings,
  sopDays = 0,
): PlanWindows {
  const before = (ms: number) => new Date(now - ms).toISOString();
  const postHours = Math.max(settings['post.openHours'], settings['post.sadDays'] * 24);
  const windows = {
    today: startOfDate(planOn),
    weekAfter: before(settings['guard.weekDays'] * dayMs),
    monthAfter: before(settings['guard.monthDays'] * dayMs),
    fatigueAfter: before(settings['score.fatigueDays'] * dayMs),
    momentsAfter: before(postHours * hourMs),
  };
  const closedDays = Math.max(
    purchaseDays + settings['repurchase.openDays'],
    settings['nps.gapDays'],
    settings['referral.gapDays'],
    settings['surprise.gapDays'],
    sopDays === 0 ? 0 : sopDays + stepDays,
  );
  const signalDays = Math.max(
    settings['promo.freezeDays'],
    settings['nps.complaintDays'],
    settings['promo.newFriendDays'],
  );
  const yearStart = startOfDate(`${planOn.slice(0, 4)}-01-01`);
  const giftsAfter = before(settings['surprise.gapDays'] * dayMs);
  return {
    ...windows,
    yearStart,
    monthStart: startOfDate(`${planOn.slice(0, 7)}-01`),
    surprisesAfter: giftsAfter < yearStart ? giftsAfter : yearStart,
    signalsAfter: before(signalDays * dayMs),
    atOnceAfter: before(settings['guard.atOnceMinutes'] * 60_000),
    hourAfter: before(hourMs),
    touchesAfter: Object.values(windows).reduce((first, at) => (at < first ? at : first)),
    closedFromOn: addDays(planOn, -closedDays),
    campaignsFrom: startOfDate(addDays(planOn, -settings['campaign.days'])),
    appointmentsBefore: startOfDate(addDays(planOn, 2)),
    noShowsAfter: startOfDate(addDays(planOn, -settings['appointment.recoverDays'])),
    leavesAfterOn: addDays(planOn, -leaveDays),
  };
}
