/** What the stores must let go of when nobody is signed in any more. */
import { resetCommentDrafts } from './comment-draft.ts';
import { emptyDraft, resetComposerDrafts, useComposerDrafts } from './composer-draft.ts';
import { resetCustomerList } from './customer-list.ts';
import { clearDrafts, hasDrafts } from './draft.ts';
import { selectItem } from './today.ts';

/** True if signing out now would lose text somebody typed. */
export function hasUnsavedText(): boolean {
  const composed = Object.values(useComposerDrafts.getState().byCustomer);
  return (
    hasDrafts() ||
    composed.some(
      ({ note, touch, moment }) =>
        note.body.trim() !== emptyDraft.note.body ||
        touch.body.trim() !== emptyDraft.touch.body ||
        moment.body.trim() !== emptyDraft.moment.body,
    )
  );
}

export function forgetPerson(): void {
  clearDrafts();
  resetComposerDrafts();
  resetCommentDrafts();
  resetCustomerList();
  selectItem(null);
}
