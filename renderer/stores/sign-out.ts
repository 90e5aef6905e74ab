/** What the stores must let go of when nobody is signed in any more. */
import { resetCommentDrafts } from './comment-draft.ts';
import { resetComposerDrafts } from './composer-draft.ts';
import { resetCustomerList } from './customer-list.ts';
import { clearDrafts, hasDrafts } from './draft.ts';
import { selectItem } from './today.ts';

/** True if signing out now would lose text somebody typed; what is in the composer stays in the file. */
export function hasUnsavedText(): boolean {
  return hasDrafts();
}

export function forgetPerson(): void {
  clearDrafts();
  resetComposerDrafts();
  resetCommentDrafts();
  resetCustomerList();
  selectItem(null);
}
