import { useTranslation } from 'react-i18next';
import type { GuardReason } from '#shared/domain/comment/guard.ts';
import type { CommentReason } from '#shared/domain/comment/reason.ts';
import { sellingWords } from '#shared/domain/plan/draft.ts';
import type { Settings } from '#shared/domain/setting.ts';
import { MarkedText } from '../../../components/marked-text.tsx';
import { QuietTag } from '../../../components/quiet-tag.tsx';
import { rangesOf } from '../../../components/word-range.ts';
import { warningsOf } from './warning.ts';
import style from './comment.module.css';

/** Why another comment would be too much; what already happened may be logged all the same (rules.md R4). */
export function GuardNotice({ reasons }: { reasons: readonly GuardReason[] }) {
  const { t } = useTranslation('customers');
  if (reasons.length === 0) return null;
  return (
    <div className={style.notice} role="note">
      {reasons.map(({ code, params }) => (
        <div key={code}>{t(`comment.guard.${code}`, params)}</div>
      ))}
      <div>{t('comment.guard.still')}</div>
    </div>
  );
}

/** The words that sell, underlined where they stand in the text (journeys.md); nothing where there are none. */
export function SellingText({ text, settings }: { text: string; settings: Settings }) {
  const { t } = useTranslation('customers');
  const marks = rangesOf(text, sellingWords(text, settings));
  if (marks.length === 0) return null;
  return (
    <p className={style.selling} role="note" aria-label={t('comment.selling')}>
      <MarkedText text={text} marks={marks} />
    </p>
  );
}

/** Stock phrases, repetitions and selling by their names, right under the text. */
export function Warnings({ reasons }: { reasons: readonly CommentReason[] }) {
  const { t } = useTranslation('customers');
  const found = warningsOf(reasons);
  if (found.length === 0) return null;
  return (
    <div className={style.warnings}>
      {found.map(({ part, code, params }) => (
        <QuietTag key={part} tone={part === 'taboo' ? 'red' : 'amber'}>
          {t(`comment.reason.${part}.${code}`, { ...params })}
        </QuietTag>
      ))}
    </div>
  );
}
