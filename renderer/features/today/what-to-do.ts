import type { TFunction } from 'i18next';
import type { PlanItemView } from '#shared/contract/plan.ts';

/** A promise or a step says by itself what is to be done; of a post that has to be said beside its text. */
export function whatToDo(
  item: Pick<PlanItemView, 'kind' | 'subjectText' | 'gap'>,
  t: TFunction<'today'>,
): string {
  if (item.gap !== null) return t(`gap.${item.gap}`);
  const kind = t(`kind.${item.kind}`);
  if (item.subjectText === '') return kind;
  const isPost = item.kind === 'MOMENT_COMMENT' || item.kind === 'TO_CHAT';
  return isPost ? `${kind} · ${item.subjectText}` : item.subjectText;
}
