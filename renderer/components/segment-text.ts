import { useTranslation } from 'react-i18next';
import type { Condition, Segment } from '#shared/domain/segment/segment.ts';

const wordsOf = { tier: 'tier', trust: 'trustStage', status: 'status', source: 'source' } as const;

/** A question to the book in words, as the editor of the customer list has them. */
export function useSegmentText(): (segment: Segment) => string {
  const { t } = useTranslation(['list', 'customers']);

  function textOf(segment: Segment, isInner: boolean): string {
    if ('not' in segment) return t('segment.text.not', { part: textOf(segment.not, false) });
    if (!('all' in segment) && !('any' in segment)) return conditionText(segment);
    const parts = 'all' in segment ? segment.all : segment.any;
    const text = parts
      .map((part) => textOf(part, parts.length > 1))
      .join(t(`segment.text.${'all' in segment ? 'and' : 'or'}`));
    return isInner && parts.length > 1 ? t('segment.text.group', { text }) : text;
  }

  function conditionText(leaf: Condition): string {
    const kind = t(`segment.kind.${leaf.is}`);
    if (leaf.is === 'due') return kind;
    if ('anyOf' in leaf) {
      const words = leaf.is in wordsOf ? wordsOf[leaf.is as keyof typeof wordsOf] : undefined;
      const values = leaf.anyOf.map((value) => (words ? t(`customers:${words}.${value}` as never) : value));
      return `${kind} ${values.join(t('segment.text.either'))}`;
    }
    const least = leaf.is === 'addedDays' ? leaf.atMost : leaf.atLeast;
    return `${kind} ${leaf.is === 'paidFen' ? least / 100 : least} ${t(`segment.unit.${leaf.is}`)}`;
  }

  return (segment) => textOf(segment, false);
}
