/** One customer on one SOP: which steps are due when, and which of them is the next (rules.md R8). */
import { addDays, dateOf, daysBetween } from '../../calendar.ts';
import type { Sop, SopTrigger } from '../../entity/company.ts';
import type { Settings } from '../../setting.ts';
import type { DayContext } from '../day-context.ts';
import { afterDaysOnDuty } from '../leave.ts';
import { stepOfSubject } from '../subject.ts';
import type { PlanStep } from './step.ts';

/** Why an enrolment is over before its last step; a decision of the owner carries its reason elsewhere. */
export type SopExit = 'goal' | 'refused' | 'blocked' | 'decided';

export interface SopEnrolment {
  code: string;
  purpose: Sop['purpose'];
  /** What put the customer on it; `hand` also for who was put on one of the others by hand. */
  trigger?: SopTrigger;
  startedOn: string;
  /** The steps of the edition that was current at enrolment. */
  steps: readonly PlanStep[];
  /** Numbers (from 0) of steps that were done, or skipped for an excused reason. */
  closed: readonly number[];
  /** Instants agreed for single steps, by number. */
  agreedAt?: Readonly<Record<number, string>>;
  exit: SopExit | null;
}

/** Contacts that settle steps by themselves. */
export interface StepContact {
  lastContactAt: string | null;
  lastCommentAt: string | null;
}

export interface OpenStep {
  enrolment: SopEnrolment;
  /** Position in the SOP, from 0. */
  number: number;
  step: PlanStep;
  dueOn: string;
  dueAt: string | null;
}

/** The one behind the subject of a step on a list. */
export function enrolmentOfSubject(
  { enrolments, addedOn }: { enrolments: readonly SopEnrolment[]; addedOn: string },
  subject: string,
): SopEnrolment | undefined {
  const { code, startedOn } = stepOfSubject(subject);
  return enrolments.find((one) => one.code === code && one.startedOn === (startedOn ?? addedOn));
}

/** The day of each step: days of leave push it, and so does another SOP that comes first on that day. */
export function scheduleOf(
  { startedOn, steps, agreedAt }: SopEnrolment,
  settings: Settings,
  day: Pick<DayContext, 'leaveOn'>,
  taken: ReadonlySet<string> = new Set(),
): string[] {
  return steps.map(({ offsetDays }, number) => {
    const agreed = agreedAt?.[number];
    if (agreed) return dateOf(agreed);
    let on = afterDaysOnDuty(startedOn, offsetDays, day.leaveOn);
    while (taken.has(on)) on = addDays(on, settings['sop.shiftDays']);
    return on;
  });
}

/** True when a check-in by date has lost its day: past its window and the hours in which late still counts. */
function isMissed(
  { purpose, steps }: SopEnrolment,
  number: number,
  dueOn: string,
  on: string,
  settings: Settings,
): boolean {
  // Of other SOPs each step builds on the one before and stays until it is done.
  if (purpose !== 'service') return false;
  const hours = steps[number]!.windowHours[1] + settings['sop.lateHours'];
  return daysBetween(dueOn, on) >= Math.ceil(hours / 24);
}

/**
 * The earliest step still to be done. A chat, call or visit on or after a step's day closes every talk that is due by
 * then, a comment every comment. Undefined when the SOP is over: left early, every step closed, or the window of the
 * last one passed. Of a SOP of service a step that was missed is passed over: a later one asks anew.
 */
export function openStepOf(
  enrolment: SopEnrolment,
  contact: StepContact,
  on: string,
  schedule: readonly string[],
  settings: Settings,
): OpenStep | undefined {
  const { steps } = enrolment;
  const last = steps.at(-1);
  if (enrolment.exit !== null || !last) return undefined;
  if (daysBetween(schedule.at(-1)!, on) > Math.ceil(last.windowHours[1] / 24)) return undefined;
  const number = steps.findIndex(
    (_, n) =>
      isOpenStep(enrolment, n, schedule[n]!, contact) && !isMissed(enrolment, n, schedule[n]!, on, settings),
  );
  return number < 0 ? undefined : stepOf(enrolment, number, schedule);
}

/** The last step that was missed for good while the SOP goes on; it is told, not offered. */
export function missedStepOf(
  enrolment: SopEnrolment,
  contact: StepContact,
  on: string,
  schedule: readonly string[],
  settings: Settings,
): OpenStep | undefined {
  if (enrolment.exit !== null) return undefined;
  const number = enrolment.steps.findLastIndex(
    (_, n) =>
      isOpenStep(enrolment, n, schedule[n]!, contact) && isMissed(enrolment, n, schedule[n]!, on, settings),
  );
  return number < 0 ? undefined : stepOf(enrolment, number, schedule);
}

function stepOf(enrolment: SopEnrolment, number: number, schedule: readonly string[]): OpenStep {
  const step = enrolment.steps[number]!;
  return { enrolment, number, step, dueOn: schedule[number]!, dueAt: enrolment.agreedAt?.[number] ?? null };
}

function isOpenStep(
  { steps, closed }: SopEnrolment,
  number: number,
  dueOn: string,
  { lastContactAt, lastCommentAt }: StepContact,
): boolean {
  const { channel } = steps[number]!;
  const settledAt = channel === 'chat' ? lastContactAt : channel === 'comment' ? lastCommentAt : null;
  return !closed.includes(number) && (settledAt === null || dueOn > dateOf(settledAt));
}
