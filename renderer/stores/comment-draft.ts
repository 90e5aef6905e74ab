/**
 * Comments being written, per moment, so that a closed writer loses nothing. Memory only; the writer also hands each
 * draft to core, which keeps it in the encrypted file until the comment is logged.
 */
import { create } from 'zustand';

export interface CommentDraft {
  readonly body: string;
  /** When it was copied to be posted; null while it is being written. */
  readonly copiedAt: string | null;
}

export const emptyCommentDraft: CommentDraft = { body: '', copiedAt: null };

interface CommentDrafts {
  readonly byMoment: Readonly<Record<string, CommentDraft>>;
}

export const useCommentDrafts = create<CommentDrafts>(() => ({ byMoment: {} }));

export function setCommentDraft(momentId: string, draft: CommentDraft): void {
  useCommentDrafts.setState(({ byMoment }) => ({ byMoment: { ...byMoment, [momentId]: draft } }));
}

export function resetCommentDrafts(): void {
  useCommentDrafts.setState({ byMoment: {} });
}
