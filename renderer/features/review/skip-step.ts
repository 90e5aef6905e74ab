/** Skips by step (practices.md G04), and the steps that somebody should show how to do (rules.md R11). Pure. */
import { skipReasons, type PlanItemKind, type SkipReason } from '#shared/domain/entity/user.ts';
import type { ReviewSkip } from '#shared/protocol/review.ts';

export interface StepBar {
  key: string;
  kind: PlanItemKind;
  step: ReviewSkip['step'];
  count: number;
  /** Share of this step and all that were skipped more often, in whole percent. */
  cumulative: number;
  /** Most frequent first; equal counts in the order of the rules, people in that of the given ones. */
  reasons: { reason: SkipReason; count: number }[];
  people: { personId: string; count: number }[];
  /** Who did not know how, where it was so often that a lesson is due; else null. */
  lesson: { count: number; people: string[] } | null;
}

/** Most skipped first. @param order ids of the reps as they stand on the page */
export function skipSteps(
  skips: readonly ReviewSkip[],
  order: readonly string[],
  lessonFrom: number,
): StepBar[] {
  const groups = Map.groupBy(skips, ({ kind, step }) => (step ? `${step.code} ${step.title}` : kind));
  const total = sum(skips);
  const place = (personId: string) => order.indexOf(personId);
  let running = 0;
  return [...groups]
    .map(([key, own]) => ({ key, own, count: sum(own) }))
    .sort((a, b) => b.count - a.count || a.key.localeCompare(b.key))
    .map(({ key, own, count }) => {
      running += count;
      const { kind, step } = own[0]!;
      const lost = own.filter(({ reason }) => reason === 'dont_know_how');
      const byPerson = (some: readonly ReviewSkip[]) =>
        [...Map.groupBy(some, ({ personId }) => personId)]
          .map(([personId, parts]) => ({ personId, count: sum(parts) }))
          .sort((a, b) => b.count - a.count || place(a.personId) - place(b.personId));
      return {
        key,
        kind,
        step,
        count,
        cumulative: Math.round((running / total) * 100),
        reasons: skipReasons
          .map((reason) => ({ reason, count: sum(own.filter((one) => one.reason === reason)) }))
          .filter((one) => one.count > 0)
          .sort((a, b) => b.count - a.count),
        people: byPerson(own),
        lesson:
          sum(lost) >= lessonFrom
            ? { count: sum(lost), people: byPerson(lost).map(({ personId }) => personId) }
            : null,
      };
    });
}

function sum(skips: readonly { count: number }[]): number {
  return skips.reduce((total, { count }) => total + count, 0);
}
