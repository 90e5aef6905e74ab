/** What is being written about a customer: kept in the local file only, so that closing the program loses no text. */
import { keptDraft, type KeptDraft } from '#shared/contract/composer-draft.ts';
import type { CoreContext } from '../core-context.ts';
import { findStaged } from '../db/repository/attachment.ts';
import { findComposerDraft, putComposerDraft } from '../db/repository/composer-draft.ts';
import { getCustomer } from '../db/repository/customer.ts';

type WithFiles = Pick<KeptDraft['note'], 'files'>;

export function createComposerDraftService({ db }: CoreContext) {
  /** Without files that were dropped, or are not on the device any more. */
  const stillHere = <T extends WithFiles>(part: T): T => ({
    ...part,
    files: part.files.filter(({ id }) => findStaged(db, id) !== undefined),
  });
  return {
    find(askedId: string): KeptDraft | undefined {
      const kept = findComposerDraft(db, getCustomer(db, askedId).id);
      // A later program may have kept more, or other kinds.
      const draft = kept === undefined ? undefined : keptDraft.safeParse(kept).data;
      if (!draft) return undefined;
      const { note, moment, talk } = draft;
      return { ...draft, note: stillHere(note), moment: stillHere(moment), talk: stillHere(talk) };
    },
    save(askedId: string, draft: KeptDraft | null): void {
      putComposerDraft(db, getCustomer(db, askedId).id, draft);
    },
  };
}
