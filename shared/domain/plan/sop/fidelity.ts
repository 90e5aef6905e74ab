/** How faithfully the steps of a SOP were carried out (rules.md R8; R11 uses the mean). */
import type { TouchClass } from '../../entity/book.ts';
import { startOfDate } from '../../calendar.ts';
import type { Settings } from '../../setting.ts';
import type { PlanStep } from './step.ts';

export interface DoneStep {
  /** Null: not done. */
  doneAt: string | null;
  touchClass: TouchClass | null;
  hasEvidence: boolean;
}

const hourMs = 3_600_000;

/** 1 in the window, 0.5 up to 48 h late, 0.25 with the wrong class or without the evidence, else 0. */
export function fidelityOf(
  step: Pick<PlanStep, 'windowHours' | 'touchClass' | 'needsEvidence'>,
  dueOn: string,
  done: DoneStep,
  settings: Settings,
): number {
  if (done.doneAt === null) return 0;
  const due = Date.parse(startOfDate(dueOn));
  const at = Date.parse(done.doneAt);
  const [before, after] = step.windowHours;
  const closesAt = due + after * hourMs;
  if (at < due - before * hourMs || at > closesAt + settings['sop.lateHours'] * hourMs) return 0;
  if (done.touchClass !== step.touchClass || (step.needsEvidence && !done.hasEvidence)) {
    return settings['fidelity.wrong'];
  }
  return at <= closesAt ? 1 : settings['fidelity.late'];
}

/** The mean over the steps whose time has come; null where there are none. */
export function meanFidelity(steps: readonly number[]): number | null {
  return steps.length === 0 ? null : steps.reduce((sum, step) => sum + step, 0) / steps.length;
}
