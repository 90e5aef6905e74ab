/** What is being written about a customer: kept in the local file only, so that closing the program loses no text. */
import { keptDraft, type KeptDraft } from '#shared/contract/composer-draft.ts';
import type { CoreContext } from '../core-context.ts';
import { findComposerDraft, putComposerDraft } from '../db/repository/composer-draft.ts';
import { getCustomer } from '../db/repository/customer.ts';

export function createComposerDraftService({ db }: CoreContext) {
  return {
    find(askedId: string): KeptDraft | undefined {
      const kept = findComposerDraft(db, getCustomer(db, askedId).id);
      // A later program may have kept more, or other kinds.
      return kept === undefined ? undefined : keptDraft.safeParse(kept).data;
    },
    save(askedId: string, draft: KeptDraft | null): void {
      putComposerDraft(db, getCustomer(db, askedId).id, draft);
    },
  };
}
