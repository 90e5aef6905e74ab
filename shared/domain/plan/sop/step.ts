/** A step of a SOP as it was pinned at enrolment (rules.md R8). */
import type { TouchClass } from '../../entity/book.ts';
import type { SopStep } from '../../entity/company.ts';
import type { Settings } from '../../setting.ts';
import type { Medium } from '../kind.ts';

export interface PlanStep {
  offsetDays: number;
  /** Hours before and after the start of the step's day. */
  windowHours: readonly [before: number, after: number];
  touchClass: TouchClass;
  channel: Exclude<Medium, 'none'>;
  /** A dragged-in screenshot or pasted text is asked for. */
  needsEvidence: boolean;
  hard: boolean;
  minutes: number;
}

/** What a company writes down of a step, with the settings for the rest. */
export function planStepOf(
  { offsetDays, touchClass, hard, minutes, evidence = false, channel = 'chat', windowHours }: SopStep,
  settings: Settings,
  own: Partial<PlanStep> = {},
): PlanStep {
  return {
    offsetDays,
    windowHours: windowHours ?? [settings['sop.windowBeforeHours'], settings['sop.windowHours']],
    touchClass,
    channel,
    needsEvidence: evidence,
    hard,
    minutes,
    ...own,
  };
}
