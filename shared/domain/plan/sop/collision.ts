/** Several SOPs of one customer (rules.md R8): one per purpose, two in total, the more important one first on a shared day. */
import type { Sop } from '../../entity/company.ts';
import type { Settings } from '../../setting.ts';
import type { DayContext } from '../day-context.ts';
import {
  missedStepOf,
  openStepOf,
  scheduleOf,
  type OpenStep,
  type SopEnrolment,
  type StepContact,
} from './enrolment.ts';

const ranks: Readonly<Record<Sop['purpose'], number>> = { service: 0, new: 1, deal: 2, care: 3, promo: 4 };

export interface SopDay {
  /** The next step of each SOP that runs; due today or later. */
  open: OpenStep[];
  /** Steps due today by their own SOP that gave the day to another one. */
  shifted: OpenStep[];
  /** Next steps of SOPs that wait because there are too many. */
  waiting: OpenStep[];
  /** Check-ins that lost their day while their SOP goes on. */
  missed: OpenStep[];
}

/** @param on the day of the plan. */
export function sopDayOf(
  enrolments: readonly SopEnrolment[],
  contact: StepContact,
  on: string,
  settings: Settings,
  day: Pick<DayContext, 'leaveOn'>,
): SopDay {
  const result: SopDay = { open: [], shifted: [], waiting: [], missed: [] };
  if (enrolments.length === 1 && settings['sop.most'] >= 1) {
    addOnly(result, enrolments[0]!, contact, on, settings, day);
    return result;
  }
  const purposes = new Set<string>();
  const taken = new Set<string>();
  for (const enrolment of [...enrolments].sort(byRank)) {
    const own = scheduleOf(enrolment, settings, day);
    const next = openStepOf(enrolment, contact, on, own, settings);
    if (!next) continue;
    if (purposes.has(enrolment.purpose) || purposes.size >= settings['sop.most']) {
      result.waiting.push(next);
      continue;
    }
    purposes.add(enrolment.purpose);
    const isFirst = taken.size === 0;
    const schedule = isFirst ? own : scheduleOf(enrolment, settings, day, taken);
    for (const dueOn of schedule) taken.add(dueOn);
    const open = isFirst ? next : openStepOf(enrolment, contact, on, schedule, settings);
    if (open) result.open.push(open);
    const missed = missedStepOf(enrolment, contact, on, schedule, settings);
    if (missed) result.missed.push(missed);
    if (next.dueOn === on && (!open || open.dueOn > on)) result.shifted.push(next);
  }
  return result;
}

/** Most have one SOP or none, and a big book asks ten thousand times: nothing there can get in its way. */
function addOnly(
  result: SopDay,
  enrolment: SopEnrolment,
  contact: StepContact,
  on: string,
  settings: Settings,
  day: Pick<DayContext, 'leaveOn'>,
): void {
  const schedule = scheduleOf(enrolment, settings, day);
  const open = openStepOf(enrolment, contact, on, schedule, settings);
  if (!open) return;
  result.open.push(open);
  const missed = missedStepOf(enrolment, contact, on, schedule, settings);
  if (missed) result.missed.push(missed);
}

function byRank(a: SopEnrolment, b: SopEnrolment): number {
  if (a.purpose !== b.purpose) return ranks[a.purpose] - ranks[b.purpose];
  if (a.startedOn !== b.startedOn) return a.startedOn < b.startedOn ? -1 : 1;
  return a.code < b.code ? -1 : a.code > b.code ? 1 : 0;
}
