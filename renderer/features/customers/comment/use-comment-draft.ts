import { useMemo } from 'react';
import { useApi } from '../../../platform/api-context.tsx';
import {
  type CommentDraft,
  emptyCommentDraft,
  setCommentDraft,
  useCommentDrafts,
} from '../../../stores/comment-draft.ts';
import { createDraftKeeper } from './draft-keeper.ts';
import { useFlushAtEnd } from './use-flush-at-end.ts';

/**
 * The draft under a moment: what was typed since the page was loaded, else what core has kept. Core gets it after a short
 * rest, and at once when the writer or the page goes away.
 */
export function useCommentDraft(momentId: string, kept: CommentDraft) {
  const api = useApi();
  const draft = useCommentDrafts((state) => state.byMoment[momentId]) ?? kept;
  const keeper = useMemo(
    () => createDraftKeeper((next: CommentDraft) => api.moment.saveDraft({ momentId, ...next })),
    [api, momentId],
  );
  useFlushAtEnd(keeper);

  const setDraft = (next: CommentDraft): void => {
    setCommentDraft(momentId, next);
    keeper.keep(next);
  };
  /** Core has ended it by itself; what was typed meanwhile is ended after it. */
  const forget = (): void => {
    setCommentDraft(momentId, emptyCommentDraft);
    keeper.keep(emptyCommentDraft);
    void keeper.flush();
  };
  return { draft, setDraft, forget, flush: keeper.flush };
}
