import { useCallback, useEffect, useRef } from 'react';
import { useApi } from '../../../platform/api-context.tsx';
import {
  type CommentDraft,
  emptyCommentDraft,
  setCommentDraft,
  useCommentDrafts,
} from '../../../stores/comment-draft.ts';

const restMs = 300;

/**
 * The draft under a moment: what was typed since the page was loaded, else what core has kept. Core gets it after a short
 * rest, and at once when the writer or the page goes away.
 */
export function useCommentDraft(momentId: string, kept: CommentDraft) {
  const api = useApi();
  const draft = useCommentDrafts((state) => state.byMoment[momentId]) ?? kept;
  const unsaved = useRef<CommentDraft>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const save = useCallback(() => {
    clearTimeout(timer.current);
    const next = unsaved.current;
    unsaved.current = undefined;
    // Where it cannot be kept it is still in memory; logging the comment will tell what is wrong with the file.
    if (next) api.moment.saveDraft({ momentId, ...next }).catch(() => {});
  }, [api, momentId]);
  useEffect(() => {
    addEventListener('pagehide', save);
    return () => {
      removeEventListener('pagehide', save);
      save();
    };
  }, [save]);

  const setDraft = (next: CommentDraft): void => {
    setCommentDraft(momentId, next);
    unsaved.current = next;
    clearTimeout(timer.current);
    timer.current = setTimeout(save, restMs);
  };
  /** Core has ended it by itself; what the rest had sent there meanwhile is ended after it. */
  const forget = (): void => {
    setCommentDraft(momentId, emptyCommentDraft);
    unsaved.current = emptyCommentDraft;
    save();
  };
  return { draft, setDraft, forget };
}
