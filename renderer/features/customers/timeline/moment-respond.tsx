/** Like or comment a moment that is on the card already. */
import { CheckOutlined, EditOutlined } from '@ant-design/icons';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimelineEntry } from '#shared/contract/timeline.ts';
import { useUndoToast } from '../../../components/undo-toast.tsx';
import { useErrorText } from '../../../components/use-error-text.ts';
import { useApi } from '../../../platform/api-context.tsx';
import { useCommentDrafts } from '../../../stores/comment-draft.ts';
import { CommentWriter } from '../comment/comment-writer.tsx';
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
  const [writing, setWriting] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string>();
  const typed = useCommentDrafts((state) => state.byMoment[moment.id]?.body);
  const isDrafted = (typed ?? (moment.drafted ? '…' : '')) !== '';

  const like = async () => {
    setSaving(true);
    try {
      await api.moment.respond({ momentId: moment.id, liked: true });
      setProblem(undefined);
      toast(t('moment.likeLogged'));
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setSaving(false);
    }
  };
  const close = () => {
    setWriting(false);
    opener.current?.focus();
  };
  const words = isDrafted ? 'moment.goOn' : moment.commented ? 'moment.commented' : 'moment.comment';
  const reason = readOnly ? t('moment.readOnly') : undefined;
  return (
    <>
      <div className={style.answers}>
        <button
          type="button"
          aria-pressed={moment.liked}
          disabled={readOnly || saving || moment.liked}
          title={reason}
          onClick={() => void like()}
        >
          {moment.liked && <CheckOutlined aria-hidden />} {t(moment.liked ? 'moment.liked' : 'moment.like')}
        </button>
        <button
          ref={opener}
          type="button"
          aria-pressed={moment.commented}
          aria-expanded={writing}
          disabled={readOnly && !writing}
          title={reason}
          onClick={() => setWriting(!writing)}
        >
          {isDrafted ? <EditOutlined aria-hidden /> : moment.commented && <CheckOutlined aria-hidden />}{' '}
          {t(words)}
        </button>
      </div>
      {writing && <CommentWriter momentId={moment.id} readOnly={readOnly} onClose={close} />}
      {problem !== undefined && (
        <div className={style.problem} role="alert">
          {problem}
        </div>
      )}
    </>
  );
}
