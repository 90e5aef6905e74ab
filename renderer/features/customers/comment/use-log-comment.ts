import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { gradeOf } from '#shared/domain/comment/grade.ts';
import type { Settings } from '#shared/domain/setting.ts';
import { useUndoToast } from '../../../components/undo-toast.tsx';
import { useErrorText } from '../../../components/use-error-text.ts';
import { useApi } from '../../../platform/api-context.tsx';
import { setCommentDraft } from '../../../stores/comment-draft.ts';

interface LoggedComment {
  customerId: string;
  momentId: string;
  settings: Settings;
  /** Sends what was typed last; see draft-keeper.ts. */
  flush: () => Promise<void>;
  onLogged: () => void;
}

/** Writes down that a comment was posted. Undoing it brings the text back into the writer. */
export function useLogComment({ customerId, momentId, settings, flush, onLogged }: LoggedComment) {
  const { t } = useTranslation('customers');
  const api = useApi();
  const toast = useUndoToast();
  const errorText = useErrorText();
  const [saving, setSaving] = useState(false);
  const [problem, setProblem] = useState<string>();

  const log = async (body: string): Promise<void> => {
    if (saving || body.trim() === '') return;
    setSaving(true);
    try {
      await flush();
      const { id, quality } = await api.touch.log({
        customerId,
        kind: 'comment',
        touchClass: 'care',
        body: body.trim(),
        replied: null,
        momentId,
      });
      setProblem(undefined);
      const score = quality ?? 0;
      toast(
        t('comment.logged', { grade: t(`comment.grade.${gradeOf(score, settings)}`), score }),
        async () => {
          await api.touch.delete({ id });
          const draft = { body, copiedAt: null };
          setCommentDraft(momentId, draft);
          await api.moment.saveDraft({ momentId, ...draft });
        },
      );
      onLogged();
    } catch (error) {
      setProblem(errorText(error));
    } finally {
      setSaving(false);
    }
  };
  return { log, saving, problem };
}
