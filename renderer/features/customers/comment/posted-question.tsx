import { Button } from 'antd';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useShortcut } from '../../../app/shortcut.ts';
import { KeyHint } from '../../../components/key-hint.tsx';
import style from './comment.module.css';

interface PostedQuestionProps {
  /** The person was in WeChat and is back. */
  returned: boolean;
  saving: boolean;
  onYes: () => void;
  onNo: () => void;
}

/** Only the person knows whether it was posted: the program sends nothing. */
export function PostedQuestion({ returned, saving, onYes, onNo }: PostedQuestionProps) {
  const { t } = useTranslation('customers');
  const yes = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (returned) yes.current?.focus();
  }, [returned]);
  useShortcut(t('comment.posted'), {
    y: { label: t('comment.postedYes'), run: onYes },
    n: { label: t('comment.postedNo'), run: onNo },
  });
  return (
    <div
      className={style.question}
      data-returned={returned || undefined}
      role="group"
      aria-label={t('comment.posted')}
    >
      <span role="status">{t(returned ? 'comment.posted' : 'comment.copied')}</span>
      <Button ref={yes} size="small" type={returned ? 'primary' : 'default'} loading={saving} onClick={onYes}>
        {t('comment.postedYes')} <KeyHint keys="y" />
      </Button>
      <Button size="small" type="text" disabled={saving} onClick={onNo}>
        {t('comment.postedNo')} <KeyHint keys="n" />
      </Button>
    </div>
  );
}
