/** Like or comment a moment that is on the card already. */
import { CheckOutlined } from '@ant-design/icons';
import { Button, type InputRef } from 'antd';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineEntry } from '#shared/contract/customer.ts';
import { ImeInput, isComposing } from '../../../components/ime-input.tsx';
import { useUndoToast } from '../../../components/undo-toast.tsx';
import { useErrorText } from '../../../components/use-error-text.ts';
import { useApi } from '../../../platform/api-context.tsx';
import style from './timeline.module.css';

interface MomentRespondProps {
  moment: Extract<TimelineEntry, { type: 'moment' }>;
  readOnly: boolean;
}

export function MomentRespond({ moment, readOnly }: MomentRespondProps) {
  const { t } = useTranslation('customers');
  const api = useApi();
  const toast = useUndoToast();
  const errorText = useErrorText();
  const [comment, setComment] = useState<string>();
  const field = useRef<InputRef>(null);
  const writing = comment !== undefined;
  useEffect(() => {
    if (writing) field.current?.focus();
  }, [writing]);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string>();

  const respond = async (response: { liked: boolean; comment?: string }, done: string) => {
    setSaving(true);
    try {
      await api.moment.respond({ momentId: moment.id, ...response });
      setComment(undefined);
      setProblem(undefined);
      toast(done);
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setSaving(false);
    }
  };
  const sendComment = () => {
    const text = comment?.trim() ?? '';
    if (text !== '') void respond({ liked: false, comment: text }, t('moment.commentLogged'));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || isComposing(event)) return;
    event.preventDefault();
    event.stopPropagation();
    setComment(undefined);
    setProblem(undefined);
  };
  return (
    <>
      <div className={style.answers}>
        <button
          type="button"
          aria-pressed={moment.liked}
          disabled={readOnly || saving || moment.liked}
          onClick={() => void respond({ liked: true }, t('moment.likeLogged'))}
        >
          {moment.liked && <CheckOutlined aria-hidden />} {t(moment.liked ? 'moment.liked' : 'moment.like')}
        </button>
        <button
          type="button"
          aria-pressed={moment.commented}
          disabled={readOnly || saving || moment.commented}
          onClick={() => setComment(comment === undefined ? '' : undefined)}
        >
          {moment.commented && <CheckOutlined aria-hidden />}{' '}
          {t(moment.commented ? 'moment.commented' : 'moment.comment')}
        </button>
      </div>
      {writing && (
        <div className={style.commentLine}>
          <ImeInput
            ref={field}
            size="small"
            value={comment}
            maxLength={5_000}
            aria-label={t('moment.commentText')}
            placeholder={t('moment.commentPlaceholder')}
            status={problem === undefined ? undefined : 'error'}
            onChange={(event) => setComment(event.target.value)}
            onEnter={sendComment}
            onKeyDown={onKeyDown}
          />
          <Button size="small" type="primary" loading={saving} onClick={sendComment}>
            {t('action.save')}
          </Button>
        </div>
      )}
      {problem !== undefined && (
        <div className={style.problem} role="alert">
          {problem}
        </div>
      )}
    </>
  );
}
