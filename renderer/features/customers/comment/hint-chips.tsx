import { PlusOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { CommentHint } from '#shared/contract/comment.ts';
import style from './comment.module.css';

interface HintChipsProps {
  hints: readonly CommentHint[];
  body: string;
  disabled: boolean;
  onInsert: (text: string) => void;
}

/** What the card knows; one click puts it into the comment. Used ones step back. */
export function HintChips({ hints, body, disabled, onInsert }: HintChipsProps) {
  const { t } = useTranslation('customers');
  if (hints.length === 0) return <p className={style.noHint}>{t('comment.noHint')}</p>;
  return (
    <div className={style.hints} role="group" aria-label={t('comment.hints')}>
      <span className={style.hintLabel}>{t('comment.hints')}</span>
      {hints.map(({ source, text }) => (
        <button
          key={text}
          type="button"
          className={style.hint}
          data-used={body.includes(text) || undefined}
          disabled={disabled}
          title={t(`comment.hintFrom.${source}`)}
          // The caret stays in the text.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onInsert(text)}
        >
          <PlusOutlined aria-hidden /> {text}
        </button>
      ))}
    </div>
  );
}
